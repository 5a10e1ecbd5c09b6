package io.spiffeaws.chain;

import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.provider.CreateProvider;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.TrustPolicyUpdate;

/// The doors to an AWS account. Safe to use from several threads.
///
/// @param createProvider makes the provider, after a look at the issuer's discovery document
/// @param trustUpdate replaces trust policies under the locks
public record AwsPorts(
    Roles roles,
    OidcProviders providers,
    CallerAccount account,
    CreateProvider createProvider,
    RoleLocks locks,
    TrustPolicyUpdate trustUpdate) {}
