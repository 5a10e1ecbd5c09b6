/// Mutated requests for every parser of the sandbox.
@NullMarked
package io.spiffeaws.sandbox.fuzz;

import org.jspecify.annotations.NullMarked;
