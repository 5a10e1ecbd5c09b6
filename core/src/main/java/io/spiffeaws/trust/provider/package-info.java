/// IAM OIDC providers: the port, its adapter, and what the commands do.
@NullMarked
package io.spiffeaws.trust.provider;

import org.jspecify.annotations.NullMarked;
