/// The commands of `spiffe-aws sandbox`.
@NullMarked
package io.spiffeaws.cli.sandbox;

import org.jspecify.annotations.NullMarked;
