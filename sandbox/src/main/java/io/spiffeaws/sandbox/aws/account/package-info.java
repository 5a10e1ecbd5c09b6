/// Contents of an account: OIDC providers, roles and managed policies.
@NullMarked
package io.spiffeaws.sandbox.aws.account;

import org.jspecify.annotations.NullMarked;
