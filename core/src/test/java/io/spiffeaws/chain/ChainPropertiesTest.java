package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.chain.manifest.ManifestYaml;
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
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ChainPropertiesTest {
  private static final int ROUNDS = 150;
  private static final IssuerUrl ISSUER = IssuerUrl.parse("https://oidc.example.org");

  @Test
  void anAppliedPlanLeavesNoChanges() {
    var random = new SplittableRandom(1);
    for (var round = 0; round < ROUNDS; round++) {
      var env = new FakeEnvironment();
      var manifest = chain(random);
      assertThat(env.apply(env.plan(manifest)).stopped()).isEmpty();
      assertThat(env.plan(manifest).pending()).isFalse();
      assertThat(env.entries.held)
          .allSatisfy(entry -> assertThat(entry.id()).startsWith("spiffe-aws.chain."));
    }
  }

  @Test
  void aChainIsUpdatedToAnyOther() {
    var random = new SplittableRandom(2);
    for (var round = 0; round < ROUNDS; round++) {
      var env = new FakeEnvironment();
      for (var i = 0; i < 4; i++) {
        var manifest = chain(random);
        assertThat(env.apply(env.plan(manifest)).stopped()).isEmpty();
        assertThat(env.plan(manifest).pending()).isFalse();
        var keys = new HashSet<EntryKey>();
        manifest.workloads().forEach(workload -> keys.add(workload.key()));
        assertThat(env.entries.held.stream().map(RegistrationEntry::key)).hasSameElementsAs(keys);
        assertThat(env.entries.held.stream().map(RegistrationEntry::id)).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void manualChangesAreReverted() {
    var random = new SplittableRandom(3);
    for (var round = 0; round < ROUNDS * 2; round++) {
      var env = new FakeEnvironment();
      var manifest = chain(random);
      env.apply(env.plan(manifest));
      var before = state(env);
      var drifted = drift(env, random);
      if (drifted.isPresent()) {
        assertThat(env.plan(manifest).pending()).as(drifted.get()).isTrue();
        assertThat(env.apply(env.plan(manifest)).stopped()).as(drifted.get()).isEmpty();
        assertThat(env.plan(manifest).pending()).as(drifted.get()).isFalse();
        assertThat(state(env)).as(drifted.get()).isEqualTo(before);
      }
    }
  }

  @Test
  void destroyRestoresTheStateBefore() {
    var random = new SplittableRandom(4);
    for (var round = 0; round < ROUNDS; round++) {
      var env = new FakeEnvironment();
      env.entries.with("by-hand", entry("/app/1", "uid:1"));
      env.entries.with("spiffe-aws.chainlet.1", entry("/other", "uid:9"));
      env.roles.with(
          "kept", TrustPolicy.parse("{\"Statement\":[]}"), Map.of("spiffe-aws", "managed"));
      var before = state(env);
      var manifest = chain(random);
      env.apply(env.plan(manifest));
      env.apply(env.destruction(manifest));
      assertThat(state(env)).isEqualTo(before);
    }
  }

  @Test
  void anInterruptedRunResumesToTheSameState() {
    var random = new SplittableRandom(5);
    for (var round = 0; round < ROUNDS; round++) {
      var manifest = chain(random);
      var undisturbed = new FakeEnvironment();
      undisturbed.apply(undisturbed.plan(manifest));
      var env = new FakeEnvironment();
      var plan = env.plan(manifest);
      var some = plan.steps().stream().filter(_ -> random.nextBoolean()).toList();
      env.apply(new Plan(some));
      env.apply(env.plan(manifest));
      assertThat(state(env)).isEqualTo(state(undisturbed));
    }
  }

  @Test
  void anImportOfAManagedChainHasNoChanges() {
    var random = new SplittableRandom(6);
    for (var round = 0; round < ROUNDS; round++) {
      var env = new FakeEnvironment();
      env.apply(env.plan(chain(random)));
      var text = ManifestYaml.write(env.imported(ISSUER).manifest());
      assertThat(env.plan(read(text)).pending()).as(text).isFalse();
    }
  }

  @Test
  void anImportOfAnyStateHasNoChanges() {
    var random = new SplittableRandom(7);
    for (var round = 0; round < ROUNDS * 4; round++) {
      var env = new FakeEnvironment();
      env.providers.create(ISSUER, List.of("one", "two"), List.of(), Map.of());
      for (var i = random.nextInt(1, 4); i > 0; i--) {
        env.entries.with("by-hand-" + i, entry("/app/" + i % 2, "uid:" + i));
      }
      for (var i = random.nextInt(4); i > 0; i--) {
        env.roles.with("r" + i, anyTrust(random), Map.of("owner", "others"));
        env.roles.attachPolicy("r" + i, "arn:aws:iam::aws:policy/P");
      }
      var imported = env.imported(ISSUER);
      var text = ManifestYaml.write(imported.manifest());
      var plan = env.plan(read(text));
      assertThat(plan.pending())
          .as(() -> text + imported.notes() + plan.changes() + env.roles.roles)
          .isFalse();
    }
  }

  @Test
  void anImportUsesTheNameOfTheManagingChain() {
    var env = new FakeEnvironment();
    env.apply(
        env.plan(
            read(
                """
                name: payments
                trust_domain: example.org
                issuer: https://oidc.example.org
                provider: {}
                workloads:
                  - {id: /a, parent_id: /h, selectors: [unix:uid:1], role: a}
                """)));
    var imported = env.imported(ISSUER);
    assertThat(imported.manifest().name()).isEqualTo("payments");
    assertThat(imported.notes())
        .containsExactly(
            "some of the resources are managed by the chain payments, so its name is used");
    env.entries.with("spiffe-aws.other.1", entry("/b", "uid:2"));
    assertThat(env.imported(ISSUER).notes().getFirst())
        .startsWith(
            "several chains manage the resources: other, payments; specify one with --name");
  }

  @Test
  void reportsWhatAChainCannotExpressOfARole() {
    var env = new FakeEnvironment();
    env.providers.create(ISSUER, List.of("one", "two"), List.of(), Map.of());
    env.entries.with("by-hand", entry("/app/1", "uid:1"));
    env.roles.with(
        "r",
        policy(
            statement("one", "/app/1", ""),
            statement("two", "/app/1", ""),
            statement("two", "/app/0", ",\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}")),
        Map.of());
    env.roles.with(
        "s",
        policy(statement("one", "/app/1", ",\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}")),
        Map.of());
    var imported = env.imported(ISSUER);
    assertThat(imported.manifest().roles()).hasSize(1);
    assertThat(imported.notes())
        .containsExactly(
            "role r allows spiffe://example.org/app/0, which has no registration entry",
            "role r accepts the audience two in addition to one, but a role of a chain has only one",
            "role s is not known to allow spiffe://example.org/app/1 with the audience one, which a"
                + " chain cannot express: statement 1 may allow it: IpAddress aws:SourceIp 10.0.0.0/8"
                + " depends on the request");
  }

  /// A trust policy of a few statements, some of which a chain cannot express.
  private static TrustPolicy anyTrust(SplittableRandom random) {
    var statements = new String[random.nextInt(1, 4)];
    for (var i = 0; i < statements.length; i++) {
      var more =
          switch (random.nextInt(5)) {
            case 0 -> ",\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}";
            case 1 -> ",\"StringLike\":{\"oidc.example.org:sub\":\"spiffe://example.org/app/1\"}";
            default -> "";
          };
      statements[i] =
          statement(random.nextBoolean() ? "one" : "two", "/app/" + random.nextInt(3), more);
      if (random.nextInt(6) == 0) {
        statements[i] = statements[i].replace("Allow", "Deny");
      }
    }
    return policy(statements);
  }

  private static String statement(String audience, String path, String more) {
    return """
    {"Effect":"Allow","Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity",
     "Condition":{"StringEquals":{"oidc.example.org:aud":"%s","oidc.example.org:sub":"spiffe://example.org%s"}%s}}
    """
        .formatted(ProviderArn.of("aws", "123456789012", ISSUER), audience, path, more);
  }

  private static TrustPolicy policy(String... statements) {
    return TrustPolicy.parse(
        "{\"Version\":\"2012-10-17\",\"Statement\":[" + String.join(",", statements) + "]}");
  }

  /// The whole state in a fixed order.
  private static List<Object> state(FakeEnvironment env) {
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

  private static String role(FakeEnvironment env, String name) {
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

  private static Manifest chain(SplittableRandom random) {
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

  private static Manifest read(String text) {
    return new ManifestReader(
            "chain.yaml",
            path -> {
              throw new AssertionError(path);
            })
        .read(text);
  }

  private static String role(SplittableRandom random) {
    return switch (random.nextInt(3)) {
      case 0 -> ", role: a";
      case 1 -> ", role: {name: b, s3: [bucket/x:read], policies: [P%d]}".formatted(1);
      default -> ", role: {name: c, max_session_duration: 2h, tags: {t: u}}";
    };
  }

  /// Changes a resource that the chain manages.
  ///
  /// @return a description of the change; empty if there was no such resource
  private static Optional<String> drift(FakeEnvironment env, SplittableRandom random) {
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

  private static String driftOfEntry(FakeEnvironment env, int kind, SplittableRandom random) {
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

  private static EntrySettings ttl(RegistrationEntry entry) {
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

  private static String driftOfProvider(FakeEnvironment env, int kind) {
    var arn = ProviderArn.of("aws", "123456789012", ISSUER);
    switch (kind) {
      case 5 -> env.providers.delete(arn);
      case 6 -> env.providers.addAudience(arn, "hand");
      default -> env.providers.removeAudience(arn, "sts.amazonaws.com");
    }
    return "provider " + kind;
  }

  private static RegistrationEntry entry(String path, String selector) {
    return RegistrationEntry.of(
        new EntryKey(
            new SpiffeId("example.org", path),
            new SpiffeId("example.org", "/host"),
            List.of(new Selector("unix", selector))),
        EntrySettings.DEFAULT);
  }

  private static RegistrationEntry changed(RegistrationEntry entry, EntryKey key) {
    return new RegistrationEntry(entry.id(), key, entry.settings(), 0, entry.createdAt());
  }

  private static RegistrationEntry changed(RegistrationEntry entry, String id) {
    return new RegistrationEntry(id, entry.key(), entry.settings(), 0, entry.createdAt());
  }
}
