/// Signature Version 4, from the verifier's side.
@NullMarked
package io.spiffeaws.sandbox.aws.sigv4;

import org.jspecify.annotations.NullMarked;
