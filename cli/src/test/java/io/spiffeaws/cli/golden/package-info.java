/// Compares checked-in files with those that the program generates.
@NullMarked
package io.spiffeaws.cli.golden;

import org.jspecify.annotations.NullMarked;
