package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.RenderedFile;

/// A ConfigMap that holds one file.
final class ConfigMap {
  private static final int SUM_LENGTH = 16;

  private ConfigMap() {}

  static String yaml(String namespace, String name, RenderedFile file) {
    return new Template()
        .text("namespace", namespace)
        .text("name", name)
        .text("file", file.name())
        .lines("text", file.text())
        .fill(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: ${name}
              namespace: ${namespace}
            data:
              ${file}: |
                ${text}
            """);
  }

  /// A checksum of the file. As an annotation of pods it restarts them when the file changes.
  static String checksum(RenderedFile file) {
    return file.checksum().substring(0, SUM_LENGTH);
  }
}
