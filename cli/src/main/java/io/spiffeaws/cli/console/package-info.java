/// The terminal, the environment and the process, as interfaces that tests substitute.
@NullMarked
package io.spiffeaws.cli.console;

import org.jspecify.annotations.NullMarked;
