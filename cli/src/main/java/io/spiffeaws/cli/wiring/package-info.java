/// Puts operations and adapters together; only here are adapters named.
@NullMarked
package io.spiffeaws.cli.wiring;

import org.jspecify.annotations.NullMarked;
