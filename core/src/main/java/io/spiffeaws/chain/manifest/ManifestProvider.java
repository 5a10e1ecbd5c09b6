package io.spiffeaws.chain.manifest;

import java.util.List;
import java.util.Map;

/// An OIDC provider as a chain wants it.
///
/// @param audiences whose tokens it takes; at least one
/// @param thumbprints 40 hexadecimal digits each, in lower case; none, to leave them to IAM
/// @param tags by key, without the marks of the chain
public record ManifestProvider(
    List<String> audiences, List<String> thumbprints, Map<String, String> tags) {
  public ManifestProvider {
    audiences = List.copyOf(audiences);
    thumbprints = List.copyOf(thumbprints);
    tags = Map.copyOf(tags);
  }
}
