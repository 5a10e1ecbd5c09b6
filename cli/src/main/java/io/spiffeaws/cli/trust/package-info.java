/// The commands of `spiffe-aws trust`.
@NullMarked
package io.spiffeaws.cli.trust;

import org.jspecify.annotations.NullMarked;
