/// The commands of `spiffe-aws trust role`.
@NullMarked
package io.spiffeaws.cli.trust.role;

import org.jspecify.annotations.NullMarked;
