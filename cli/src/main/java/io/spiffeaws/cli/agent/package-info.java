/// `spiffe-aws agent`: the agents of a SPIRE server.
@NullMarked
package io.spiffeaws.cli.agent;

import org.jspecify.annotations.NullMarked;
