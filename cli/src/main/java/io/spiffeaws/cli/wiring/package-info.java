/// Connects operations to adapters; only this package names adapters.
@NullMarked
package io.spiffeaws.cli.wiring;

import org.jspecify.annotations.NullMarked;
