package io.spiffeaws.chain.manifest;

import java.util.List;
import java.util.Map;

/// The desired state of an OIDC provider.
///
/// @param audiences that it accepts; at least one
/// @param thumbprints 40 hexadecimal digits each, in lower case; if empty, those of IAM are kept
/// @param tags by key, without those that mark it as managed by the chain
public record ManifestProvider(
    List<String> audiences, List<String> thumbprints, Map<String, String> tags) {
  public ManifestProvider {
    audiences = List.copyOf(audiences);
    thumbprints = List.copyOf(thumbprints);
    tags = Map.copyOf(tags);
  }
}
