/// Checks and their results.
@NullMarked
package io.spiffeaws.check;

import org.jspecify.annotations.NullMarked;
