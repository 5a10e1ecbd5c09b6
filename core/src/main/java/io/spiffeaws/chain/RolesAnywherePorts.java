package io.spiffeaws.chain;

import io.spiffeaws.rolesanywhere.anchor.TrustAnchors;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfiles;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Supplier;

/// The interfaces to IAM Roles Anywhere, and to the SPIRE server's CAs. Thread-safe, except the
/// source of the CAs.
///
/// @param region of the trust anchors and profiles
/// @param cas reads the CA certificates that the trust anchor is to contain, one or two; may throw
///   a [io.spiffeaws.problem.ProblemException]
public record RolesAnywherePorts(
    TrustAnchors anchors,
    RolesAnywhereProfiles profiles,
    String region,
    Supplier<List<X509Certificate>> cas) {}
