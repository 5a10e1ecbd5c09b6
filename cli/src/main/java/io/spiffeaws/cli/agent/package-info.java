/// The commands of `spiffe-aws agent`.
@NullMarked
package io.spiffeaws.cli.agent;

import org.jspecify.annotations.NullMarked;
