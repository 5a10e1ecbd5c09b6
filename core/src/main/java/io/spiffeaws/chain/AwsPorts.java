package io.spiffeaws.chain;

import io.spiffeaws.trust.iam.OidcProviders;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.provider.CreateProvider;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.TrustPolicyUpdate;
import java.util.Optional;

/// The interfaces to an AWS account. Thread-safe.
///
/// @param createProvider creates the OIDC provider, after checking the issuer's discovery document
/// @param trustUpdate replaces trust policies while holding the role's lock
/// @param rolesAnywhere empty if no region is specified, or the service is not AWS's
public record AwsPorts(
    Roles roles,
    OidcProviders providers,
    CallerAccount account,
    CreateProvider createProvider,
    RoleLocks locks,
    TrustPolicyUpdate trustUpdate,
    Optional<RolesAnywherePorts> rolesAnywhere) {}
