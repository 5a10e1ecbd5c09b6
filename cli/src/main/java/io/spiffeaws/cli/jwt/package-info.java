/// `spiffe-aws jwt`: tokens.
@NullMarked
package io.spiffeaws.cli.jwt;

import org.jspecify.annotations.NullMarked;
