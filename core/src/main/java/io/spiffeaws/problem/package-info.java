/// What can go wrong, as one sealed type that every adapter translates into.
@NullMarked
package io.spiffeaws.problem;

import org.jspecify.annotations.NullMarked;
