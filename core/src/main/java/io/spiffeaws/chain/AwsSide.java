package io.spiffeaws.chain;

import io.spiffeaws.trust.CreateProvider;
import io.spiffeaws.trust.OidcProviders;
import io.spiffeaws.trust.RoleLocks;
import io.spiffeaws.trust.Roles;
import io.spiffeaws.trust.TrustUpdate;

/// The doors to an AWS account. Safe to use from several threads.
///
/// @param createProvider makes the provider, after a look at the issuer's discovery document
/// @param trustUpdate replaces trust policies under the locks
public record AwsSide(
    Roles roles,
    OidcProviders providers,
    CallerAccount account,
    CreateProvider createProvider,
    RoleLocks locks,
    TrustUpdate trustUpdate) {}
