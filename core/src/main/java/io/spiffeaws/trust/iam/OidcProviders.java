package io.spiffeaws.trust.iam;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.policy.ProviderArn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The OIDC providers of an AWS account. Every method may throw a
/// [io.spiffeaws.problem.ProblemException]: refused, unreachable.
public interface OidcProviders {
  /// The code of a refusal to create a provider without thumbprints.
  String THUMBPRINT_REQUIRED = "thumbprint-required";

  /// All of them; IAM gives no more than their ARNs in one call.
  List<ProviderArn> list();

  /// One of them; empty where there is none of that ARN.
  Optional<OidcProvider> find(ProviderArn arn);

  /// The one of that issuer, to the letter.
  default Optional<ProviderArn> ofIssuer(IssuerUrl issuer) {
    return list().stream().filter(arn -> arn.hostPath().equals(issuer.hostPath())).findFirst();
  }

  /// @param thumbprints none, for IAM to find them out itself
  /// @throws io.spiffeaws.problem.ProblemException refused, [#THUMBPRINT_REQUIRED], if the service
  ///   does not do so
  ProviderArn create(
      IssuerUrl issuer, List<String> audiences, List<String> thumbprints, Map<String, String> tags);

  /// Does nothing where the provider has it already.
  void addAudience(ProviderArn arn, String audience);

  /// Does nothing where the provider has it not.
  void removeAudience(ProviderArn arn, String audience);

  /// Puts these in place of all that it has.
  void replaceThumbprints(ProviderArn arn, List<String> thumbprints);

  void tag(ProviderArn arn, Map<String, String> tags);

  void untag(ProviderArn arn, Set<String> keys);

  /// Does nothing where there is none.
  void delete(ProviderArn arn);
}
