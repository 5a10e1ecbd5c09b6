/// The sandbox's commands, run in this process.
@NullMarked
package io.spiffeaws.cli.sandbox;

import org.jspecify.annotations.NullMarked;
