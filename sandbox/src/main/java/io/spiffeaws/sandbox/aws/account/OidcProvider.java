package io.spiffeaws.sandbox.aws.account;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An OIDC identity provider.
///
/// @param url without `https://`, otherwise exactly as given
public record OidcProvider(
    String arn,
    String url,
    List<String> clientIds,
    List<String> thumbprints,
    Instant created,
    Map<String, String> tags) {

  public OidcProvider {
    clientIds = List.copyOf(clientIds);
    thumbprints = List.copyOf(thumbprints);
    tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
  }

  /// Returns the issuer that tokens must have.
  public String issuer() {
    return "https://" + url;
  }

  public OidcProvider withClientIds(List<String> changed) {
    return new OidcProvider(arn, url, changed, thumbprints, created, tags);
  }

  public OidcProvider withThumbprints(List<String> changed) {
    return new OidcProvider(arn, url, clientIds, changed, created, tags);
  }

  public OidcProvider withTags(Map<String, String> changed) {
    return new OidcProvider(arn, url, clientIds, thumbprints, created, changed);
  }
}
