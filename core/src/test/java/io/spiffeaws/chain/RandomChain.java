package io.spiffeaws.chain;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.RegistrationEntry;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/// Chains and states with random content.
abstract class RandomChain {
  static final int ROUNDS = 150;
  static final IssuerUrl ISSUER = IssuerUrl.parse("https://oidc.example.org");

  /// The whole state in a fixed order.
  static List<Object> state(FakeEnvironment env) {
    var state = new ArrayList<Object>();
    state.add(new TreeSet<>(env.entries.held.stream().map(Object::toString).toList()));
    env.roles.roles.forEach((name, role) -> state.add(role(env, name)));
    state.sort((one, other) -> one.toString().compareTo(other.toString()));
    env.providers
        .providers
        .values()
        .forEach(provider ->
            state.add(provider.url() + new TreeSet<>(provider.audiences()) + provider.tags()));
    return state;
  }

  static String role(FakeEnvironment env, String name) {
    var role = env.roles.get(name);
    return "%s %s %s %s %s"
        .formatted(
            name,
            role.trust().compact(),
            role.maxSession(),
            new TreeSet<>(role.tags().entrySet().stream().map(Object::toString).toList()),
            new TreeSet<>(env.roles.attachedPolicies(name))
                + new TreeSet<>(env.roles.inlinePolicies(name)).toString());
  }

  static Manifest chain(SplittableRandom random) {
    var text =
        new StringBuilder(
            """
            trust_domain: example.org
            issuer: https://oidc.example.org
            provider: {audiences: [sts.amazonaws.com%s]}
            defaults: {parent_id: /host}
            workloads:
            """
                .formatted(random.nextBoolean() ? "" : ", other"));
    var keys = new HashSet<String>();
    for (var i = random.nextInt(1, 9); i > 0; i--) {
      var id = random.nextInt(5);
      var uid = random.nextInt(4);
      if (keys.add(id + " " + uid)) {
        text.append("  - {id: /app/%d, selectors: [unix:uid:%d]".formatted(id, uid));
        text.append(
            random.nextBoolean() ? ", jwt_svid_ttl: %dm".formatted(random.nextInt(1, 3)) : "");
        text.append(random.nextBoolean() ? "" : role(random));
        text.append("}\n");
      }
    }
    return read(text.toString());
  }

  static Manifest read(String text) {
    return new ManifestReader(
            "chain.yaml",
            path -> {
              throw new AssertionError(path);
            })
        .read(text);
  }

  static String role(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> ", role: a";
      case 1 -> ", role: {name: b, s3: [bucket/x:read], policies: [P%d]}".formatted(1);
      default -> ", role: {name: c, max_session_duration: 2h, tags: {t: u}}";
    };
  }

  /// Changes a resource that the chain manages.
  ///
  /// @return a description of the change; empty if there was no such resource
  static Optional<String> drift(FakeEnvironment env, SplittableRandom random) {
    var roles = env.roles;
    var names = List.copyOf(roles.roles.keySet());
    var kind = random.nextInt(14);
    if (kind < 5) {
      return Optional.of(driftOfEntry(env, kind, random));
    }
    if (kind < 8) {
      return Optional.of(driftOfProvider(env, kind));
    }
    if (names.isEmpty()) {
      return Optional.empty();
    }
    var name = names.get(random.nextInt(names.size()));
    switch (kind) {
      case 8 -> roles.delete(name);
      case 9 ->
          roles.updateTrust(
              name,
              TrustPolicy.parse(
                  roles
                      .get(name)
                      .trust()
                      .compact()
                      .replace("spiffe://example.org/app", "spiffe://example.org/evil")));
      case 10 -> roles.updateMaxSession(name, Duration.ofHours(9));
      case 11 -> roles.attachPolicy(name, "arn:aws:iam::aws:policy/AdministratorAccess");
      case 12 -> roles.putInlinePolicy(name, "more", "{\"Statement\":[]}");
      default ->
          roles
              .inlinePolicies(name)
              .forEach(policy -> roles.putInlinePolicy(name, policy, "{\"Statement\":[1]}"));
    }
    return kind == 13 && roles.inlinePolicies(name).isEmpty()
        ? Optional.empty()
        : Optional.of(kind + " " + name);
  }

  static String driftOfEntry(FakeEnvironment env, int kind, SplittableRandom random) {
    var held = env.entries.held;
    var entry = held.remove(random.nextInt(held.size()));
    var key = entry.key();
    switch (kind) {
      case 0 -> {}
      case 1 ->
          held.add(
              changed(
                  entry,
                  new EntryKey(
                      key.spiffeId(), key.parentId(), List.of(Selector.parse("unix:uid:77")))));
      case 2 -> held.add(changed(entry, entry("/evil", "uid:5").key()));
      case 3 -> held.add(entry.with(ttl(entry)));
      default -> {
        held.add(entry);
        held.add(changed(entry("/more", "uid:6"), "spiffe-aws.chain.by-hand"));
      }
    }
    return "entry " + kind + " " + entry;
  }

  static EntrySettings ttl(RegistrationEntry entry) {
    var old = entry.settings();
    return new EntrySettings(
        old.x509SvidTtl(),
        7777,
        "hand",
        old.dnsNames(),
        old.federatesWith(),
        old.expiresAt(),
        true,
        false,
        false,
        old.additionalAttributes());
  }

  static String driftOfProvider(FakeEnvironment env, int kind) {
    var arn = ProviderArn.of("aws", "123456789012", ISSUER);
    switch (kind) {
      case 5 -> env.providers.delete(arn);
      case 6 -> env.providers.addAudience(arn, "hand");
      default -> env.providers.removeAudience(arn, "sts.amazonaws.com");
    }
    return "provider " + kind;
  }

  static RegistrationEntry entry(String path, String selector) {
    return RegistrationEntry.of(
        new EntryKey(
            new SpiffeId("example.org", path),
            new SpiffeId("example.org", "/host"),
            List.of(new Selector("unix", selector))),
        EntrySettings.DEFAULT);
  }

  static RegistrationEntry changed(RegistrationEntry entry, EntryKey key) {
    return new RegistrationEntry(entry.id(), key, entry.settings(), 0, entry.createdAt());
  }

  static RegistrationEntry changed(RegistrationEntry entry, String id) {
    return new RegistrationEntry(id, entry.key(), entry.settings(), 0, entry.createdAt());
  }
}
