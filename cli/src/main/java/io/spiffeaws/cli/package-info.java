/// The command line: a class for each command, at the path of its name.
@NullMarked
package io.spiffeaws.cli;

import org.jspecify.annotations.NullMarked;
