/// Runs child processes: search, environment, signals and exit codes are as in a shell.
@NullMarked
package io.spiffeaws.exec;

import org.jspecify.annotations.NullMarked;
