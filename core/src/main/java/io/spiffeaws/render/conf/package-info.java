/// The configuration files of SPIRE's server, its agent and its OIDC discovery provider.
@NullMarked
package io.spiffeaws.render.conf;

import org.jspecify.annotations.NullMarked;
