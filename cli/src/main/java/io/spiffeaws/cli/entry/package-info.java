/// The commands of `spiffe-aws entry`.
@NullMarked
package io.spiffeaws.cli.entry;

import org.jspecify.annotations.NullMarked;
