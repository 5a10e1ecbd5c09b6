/// Checks of trust policies for parts that are too wide or have no effect.
@NullMarked
package io.spiffeaws.trust.lint;

import org.jspecify.annotations.NullMarked;
