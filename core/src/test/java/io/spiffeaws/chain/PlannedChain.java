package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.util.List;

/// A chain and the environment that it is planned for.
abstract class PlannedChain {
  static final String CHAIN =
      """
      trust_domain: example.org
      issuer: https://oidc.example.org
      provider: {}
      workloads:
        - {id: /app, parent_id: /host, selectors: [unix:uid:1], jwt_svid_ttl: 5m, role: {name: app, s3: [bucket:read]}}
      """;

  final FakeEnvironment env = new FakeEnvironment();

  /// The chain with more settings of its role.
  static String with(String settings) {
    return CHAIN.replace("s3: [bucket:read]", "s3: [bucket:read], " + settings);
  }

  void add(String statement) {
    var trust = env.roles.get("app").trust();
    env.roles.updateTrust("app", trust.plus((Json.Obj) JsonText.parse(statement, "the statement")));
  }

  List<String> lines(String chain) {
    return lines(read(chain));
  }

  List<String> lines(Manifest manifest) {
    return env.plan(manifest).changes().changes().stream()
        .map(change ->
            "%s %s %s %s %s"
                .formatted(
                    change.action().word(),
                    change.kind().word(),
                    change.name(),
                    change.id(),
                    change.detail()))
        .toList();
  }

  static Manifest read(String text) {
    return new ManifestReader(
            "chain.yaml",
            path -> {
              throw new AssertionError(path);
            })
        .read(text);
  }
}
