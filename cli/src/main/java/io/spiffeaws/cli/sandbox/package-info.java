/// `spiffe-aws sandbox`: the embedded world, to work in and to look at.
@NullMarked
package io.spiffeaws.cli.sandbox;

import org.jspecify.annotations.NullMarked;
