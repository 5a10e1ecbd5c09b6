/// Whom AWS lets in: OIDC providers, roles, and the trust policies between them.
@NullMarked
package io.spiffeaws.trust;

import org.jspecify.annotations.NullMarked;
