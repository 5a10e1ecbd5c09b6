package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.ManifestRole;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.role.DesiredRole;
import java.util.Map;
import java.util.Optional;

/// The desired state of a chain's role.
///
/// @param settings all but the trust, with ARNs and documents resolved; its trust policy is that of
///   a new role
/// @param trust that the role has
record ChainRole(DesiredRole settings, ChainTrust trust) {
  /// Creates it.
  ///
  /// @param marks tags in addition to the role's own
  static ChainRole of(
      ManifestRole role, Map<String, String> marks, AwsAccount account, ChainTrust trust) {
    return new ChainRole(
        settings(role, marks, trust.issuer(), account).withTrust(trust.ofNewRole()), trust);
  }

  /// Resolves the settings of a role.
  ///
  /// @param issuer the provider of the chain's issuer, if it has one
  static DesiredRole settings(
      ManifestRole role,
      Map<String, String> marks,
      Optional<ProviderArn> issuer,
      AwsAccount account) {
    var provider =
        issuer.orElseGet(
            () -> ProviderArn.of(account.partition(), account.id(), ManifestRole.NO_ISSUER));
    return DesiredRole.of(
        role.request(issuer.map(ProviderArn::issuer).orElse(ManifestRole.NO_ISSUER), marks),
        provider);
  }

  /// The ARN that a role has, or will have.
  static String arn(ManifestRole role, AwsAccount account) {
    return "arn:%s:iam::%s:role%s%s"
        .formatted(
            account.partition(),
            account.id(),
            role.settings().path().orElse("/"),
            role.name().text());
  }
}
