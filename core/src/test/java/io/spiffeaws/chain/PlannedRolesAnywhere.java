package io.spiffeaws.chain;

/// A chain with IAM Roles Anywhere, and the environment that it is planned for.
abstract class PlannedRolesAnywhere extends PlannedChain {
  static final String ANYWHERE =
      """
      trust_domain: example.org
      roles_anywhere: {anchor: spire, profile: apps}
      workloads:
        - {id: /app, parent_id: /host, selectors: [unix:uid:1], role: {name: app, s3: [bucket:read]}}
      """;

  static final String BOTH =
      """
      trust_domain: example.org
      issuer: https://oidc.example.org
      provider: {}
      roles_anywhere: {anchor: spire, profile: apps}
      defaults: {role: {ways: [web_identity, roles_anywhere]}}
      workloads:
        - {id: /app, parent_id: /host, selectors: [unix:uid:1], role: {name: app}}
        - {id: /old, parent_id: /host, selectors: [unix:uid:2], role: {name: old, ways: [web_identity]}}
      """;

  void apply(String chain) {
    var result = env.apply(env.plan(read(chain)));
    if (result.stopped().isPresent()) {
      throw new AssertionError(result.stopped().get());
    }
  }

  String trust(String role) {
    return env.roles.get(role).trust().compact();
  }

  String anchorArn() {
    return env.anywhere.anchor("spire").arn().toString();
  }
}
