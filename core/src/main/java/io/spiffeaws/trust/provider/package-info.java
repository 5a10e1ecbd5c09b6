/// The commands on OIDC providers.
@NullMarked
package io.spiffeaws.trust.provider;

import org.jspecify.annotations.NullMarked;
