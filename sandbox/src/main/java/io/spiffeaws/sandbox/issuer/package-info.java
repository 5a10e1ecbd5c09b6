/// SPIRE's OIDC discovery provider.
@NullMarked
package io.spiffeaws.sandbox.issuer;

import org.jspecify.annotations.NullMarked;
