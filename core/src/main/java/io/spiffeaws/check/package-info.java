/// Checks and what they found.
@NullMarked
package io.spiffeaws.check;

import org.jspecify.annotations.NullMarked;
