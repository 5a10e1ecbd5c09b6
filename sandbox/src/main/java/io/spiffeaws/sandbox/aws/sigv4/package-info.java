/// Verification of Signature Version 4.
@NullMarked
package io.spiffeaws.sandbox.aws.sigv4;

import org.jspecify.annotations.NullMarked;
