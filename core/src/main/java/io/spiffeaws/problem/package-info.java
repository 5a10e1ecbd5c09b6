/// Errors, as one sealed type into which every adapter translates its failures.
@NullMarked
package io.spiffeaws.problem;

import org.jspecify.annotations.NullMarked;
