/// Who calls, and what the caller may do.
@NullMarked
package io.spiffeaws.sandbox.aws.identity;

import org.jspecify.annotations.NullMarked;
