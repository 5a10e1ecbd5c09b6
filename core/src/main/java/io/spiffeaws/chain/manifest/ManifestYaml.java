package io.spiffeaws.chain.manifest;

import io.spiffeaws.yaml.YamlWriter;

/// Writes a chain as YAML for people.
public final class ManifestYaml {
  private ManifestYaml() {}

  /// Returns the text that [ManifestReader] reads.
  public static String write(Manifest manifest) {
    return YamlWriter.write(ManifestJson.write(manifest));
  }
}
