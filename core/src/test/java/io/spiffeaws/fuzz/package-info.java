/// Mutation of real inputs for every parser that a command line, a file or a server reaches.
@NullMarked
package io.spiffeaws.fuzz;

import org.jspecify.annotations.NullMarked;
