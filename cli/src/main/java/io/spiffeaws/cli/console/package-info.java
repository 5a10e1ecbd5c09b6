/// The terminal, the environment and the process, as doors that a test can hold.
@NullMarked
package io.spiffeaws.cli.console;

import org.jspecify.annotations.NullMarked;
