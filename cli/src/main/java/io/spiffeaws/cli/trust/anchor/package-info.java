/// The commands of `spiffe-aws trust anchor`.
@NullMarked
package io.spiffeaws.cli.trust.anchor;

import org.jspecify.annotations.NullMarked;
