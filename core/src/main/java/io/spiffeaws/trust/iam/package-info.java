/// The interface to IAM: roles, OIDC providers, and the adapters that call it.
@NullMarked
package io.spiffeaws.trust.iam;

import org.jspecify.annotations.NullMarked;
