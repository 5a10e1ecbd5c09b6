package io.spiffeaws.config;

import io.spiffeaws.fuzz.Target;
import java.util.List;

/// The parsers of this package.
public final class ConfigTargets {
  private static final String SAMPLE =
      """
      # contexts
      current_context = "prod"  # the usual one

      [contexts.prod]
      server_exec = 'kubectl exec -i spire-server-0 -- /opt/spire/bin/spire-server'
      issuer = "https://oidc.example.org"
      account = "123456789012"

      [contexts."test.1"]
      region = "eu-central-1"
      """;

  private ConfigTargets() {}

  public static List<Target> all() {
    return List.of(
        Target.text("config.toml", text -> ConfigText.parse("config.toml", text), SAMPLE),
        Target.text("current context", ConfigTargets::change, SAMPLE));
  }

  private static void change(String text) {
    ConfigText.parse("config.toml", text);
    ConfigText.withCurrent(text, "other");
  }
}
