package io.spiffeaws.trust.iam;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The OIDC providers of an AWS account. Every method may throw a
/// [io.spiffeaws.problem.ProblemException]: refused or unreachable.
public interface OidcProviders {
  /// The problem code if the service requires thumbprints to create a provider.
  String THUMBPRINT_REQUIRED = "thumbprint-required";

  /// Returns the ARNs of all providers; one call to IAM returns no more than the ARNs.
  List<ProviderArn> list();

  /// Returns the provider with that ARN, or empty if there is none.
  Optional<OidcProvider> find(ProviderArn arn);

  /// Returns the provider whose issuer is exactly equal, or empty if there is none.
  default Optional<ProviderArn> ofIssuer(IssuerUrl issuer) {
    return list().stream().filter(arn -> arn.hostPath().equals(issuer.hostPath())).findFirst();
  }

  /// Creates a provider.
  ///
  /// @param thumbprints if empty, IAM determines them
  /// @throws io.spiffeaws.problem.ProblemException refused, [#THUMBPRINT_REQUIRED], if the service
  ///   does not do so
  ProviderArn create(
      IssuerUrl issuer, List<String> audiences, List<String> thumbprints, Map<String, String> tags);

  /// Adds an audience; does nothing if the provider has it already.
  void addAudience(ProviderArn arn, String audience);

  /// Removes an audience; does nothing if the provider does not have it.
  void removeAudience(ProviderArn arn, String audience);

  /// Replaces all thumbprints.
  void replaceThumbprints(ProviderArn arn, List<String> thumbprints);

  void tag(ProviderArn arn, Map<String, String> tags);

  void untag(ProviderArn arn, Set<String> keys);

  /// Deletes the provider; does nothing if it does not exist.
  void delete(ProviderArn arn);
}
