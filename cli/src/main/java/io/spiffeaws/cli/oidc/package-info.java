/// The commands of `spiffe-aws oidc`.
@NullMarked
package io.spiffeaws.cli.oidc;

import org.jspecify.annotations.NullMarked;
