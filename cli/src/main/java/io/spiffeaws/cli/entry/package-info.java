/// `spiffe-aws entry`: the registration entries of a SPIRE server.
@NullMarked
package io.spiffeaws.cli.entry;

import org.jspecify.annotations.NullMarked;
