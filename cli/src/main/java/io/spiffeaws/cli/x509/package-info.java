/// The commands of `spiffe-aws x509`.
@NullMarked
package io.spiffeaws.cli.x509;

import org.jspecify.annotations.NullMarked;
