/// The commands of `spiffe-aws jwt`.
@NullMarked
package io.spiffeaws.cli.jwt;

import org.jspecify.annotations.NullMarked;
