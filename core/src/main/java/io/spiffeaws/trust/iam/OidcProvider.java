package io.spiffeaws.trust.iam;

import io.spiffeaws.trust.policy.ProviderArn;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An OIDC provider in IAM.
///
/// @param audiences accepted audiences (IAM's client IDs)
/// @param thumbprints SHA-1 of the root certificates that the issuer's server may use, hexadecimal
/// @param tags by key
public record OidcProvider(
    ProviderArn arn, List<String> audiences, List<String> thumbprints, Map<String, String> tags) {
  public OidcProvider {
    audiences = List.copyOf(audiences);
    thumbprints = List.copyOf(thumbprints);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /// The issuer's URL.
  public String url() {
    return arn.url();
  }
}
