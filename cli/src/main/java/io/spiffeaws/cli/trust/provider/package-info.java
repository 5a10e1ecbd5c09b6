/// The commands of `spiffe-aws trust provider`.
@NullMarked
package io.spiffeaws.cli.trust.provider;

import org.jspecify.annotations.NullMarked;
