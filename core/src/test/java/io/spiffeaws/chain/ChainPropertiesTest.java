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
  void nothingIsToBeDoneOnceAPlanWasApplied() {
    var random = new SplittableRandom(1);
    for (var round = 0; round < ROUNDS; round++) {
      var world = new FakeWorld();
      var manifest = chain(random);
      assertThat(world.apply(world.plan(manifest)).stopped()).isEmpty();
      assertThat(world.plan(manifest).pending()).isFalse();
      assertThat(world.entries.held)
          .allSatisfy(entry -> assertThat(entry.id()).startsWith("spiffe-aws.chain."));
    }
  }

  @Test
  void anotherChainIsMadeOfTheOneBefore() {
    var random = new SplittableRandom(2);
    for (var round = 0; round < ROUNDS; round++) {
      var world = new FakeWorld();
      for (var i = 0; i < 4; i++) {
        var manifest = chain(random);
        assertThat(world.apply(world.plan(manifest)).stopped()).isEmpty();
        assertThat(world.plan(manifest).pending()).isFalse();
        var keys = new HashSet<EntryKey>();
        manifest.workloads().forEach(workload -> keys.add(workload.key()));
        assertThat(world.entries.held.stream().map(RegistrationEntry::key)).hasSameElementsAs(keys);
        assertThat(world.entries.held.stream().map(RegistrationEntry::id)).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void whateverIsChangedByHandIsPutRight() {
    var random = new SplittableRandom(3);
    for (var round = 0; round < ROUNDS * 2; round++) {
      var world = new FakeWorld();
      var manifest = chain(random);
      world.apply(world.plan(manifest));
      var before = state(world);
      var drifted = drift(world, random);
      if (drifted.isPresent()) {
        assertThat(world.plan(manifest).pending()).as(drifted.get()).isTrue();
        assertThat(world.apply(world.plan(manifest)).stopped()).as(drifted.get()).isEmpty();
        assertThat(world.plan(manifest).pending()).as(drifted.get()).isFalse();
        assertThat(state(world)).as(drifted.get()).isEqualTo(before);
      }
    }
  }

  @Test
  void destroyLeavesWhatWasThereBefore() {
    var random = new SplittableRandom(4);
    for (var round = 0; round < ROUNDS; round++) {
      var world = new FakeWorld();
      world.entries.with("by-hand", entry("/app/1", "uid:1"));
      world.entries.with("spiffe-aws.chainlet.1", entry("/other", "uid:9"));
      world.roles.with(
          "kept", TrustPolicy.parse("{\"Statement\":[]}"), Map.of("spiffe-aws", "managed"));
      var before = state(world);
      var manifest = chain(random);
      world.apply(world.plan(manifest));
      world.apply(world.destruction(manifest));
      assertThat(state(world)).isEqualTo(before);
    }
  }

  @Test
  void aRunThatWasCutShortGoesOnToTheSameEnd() {
    var random = new SplittableRandom(5);
    for (var round = 0; round < ROUNDS; round++) {
      var manifest = chain(random);
      var undisturbed = new FakeWorld();
      undisturbed.apply(undisturbed.plan(manifest));
      var world = new FakeWorld();
      var plan = world.plan(manifest);
      var some = plan.steps().stream().filter(_ -> random.nextBoolean()).toList();
      world.apply(new Plan(some));
      world.apply(world.plan(manifest));
      assertThat(state(world)).isEqualTo(state(undisturbed));
    }
  }

  @Test
  void whatIsImportedIsThereAlready() {
    var random = new SplittableRandom(6);
    for (var round = 0; round < ROUNDS; round++) {
      var world = new FakeWorld();
      world.apply(world.plan(chain(random)));
      var text = ManifestYaml.write(world.imported(ISSUER).manifest());
      assertThat(world.plan(read(text)).pending()).as(text).isFalse();
    }
  }

  @Test
  void whateverIsImportedIsThereAlready() {
    var random = new SplittableRandom(7);
    for (var round = 0; round < ROUNDS * 4; round++) {
      var world = new FakeWorld();
      world.providers.create(ISSUER, List.of("one", "two"), List.of(), Map.of());
      for (var i = random.nextInt(1, 4); i > 0; i--) {
        world.entries.with("by-hand-" + i, entry("/app/" + i % 2, "uid:" + i));
      }
      for (var i = random.nextInt(4); i > 0; i--) {
        world.roles.with("r" + i, strange(random), Map.of("owner", "others"));
        world.roles.attachPolicy("r" + i, "arn:aws:iam::aws:policy/P");
      }
      var imported = world.imported(ISSUER);
      var text = ManifestYaml.write(imported.manifest());
      var plan = world.plan(read(text));
      assertThat(plan.pending())
          .as(() -> text + imported.notes() + plan.changes() + world.roles.roles)
          .isFalse();
    }
  }

  @Test
  void whatAChainMadeIsImportedByItsName() {
    var world = new FakeWorld();
    world.apply(
        world.plan(
            read(
                """
                name: payments
                trust_domain: example.org
                issuer: https://oidc.example.org
                provider: {}
                workloads:
                  - {id: /a, parent_id: /h, selectors: [unix:uid:1], role: a}
                """)));
    var imported = world.imported(ISSUER);
    assertThat(imported.manifest().name()).isEqualTo("payments");
    assertThat(imported.notes())
        .containsExactly("the chain payments made some of it, so that is the name");
    world.entries.with("spiffe-aws.other.1", entry("/b", "uid:2"));
    assertThat(world.imported(ISSUER).notes().getFirst())
        .startsWith("the chains other, payments made some of it each: choose one with --name");
  }

  @Test
  void whatAChainCannotSayOfARoleIsTold() {
    var world = new FakeWorld();
    world.providers.create(ISSUER, List.of("one", "two"), List.of(), Map.of());
    world.entries.with("by-hand", entry("/app/1", "uid:1"));
    world.roles.with(
        "r",
        policy(
            statement("one", "/app/1", ""),
            statement("two", "/app/1", ""),
            statement("two", "/app/0", ",\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}")),
        Map.of());
    world.roles.with(
        "s",
        policy(statement("one", "/app/1", ",\"IpAddress\":{\"aws:SourceIp\":\"10.0.0.0/8\"}")),
        Map.of());
    var imported = world.imported(ISSUER);
    assertThat(imported.manifest().roles()).hasSize(1);
    assertThat(imported.notes())
        .containsExactly(
            "role r lets in spiffe://example.org/app/0, for which there is no entry",
            "role r takes the audience two besides one, and a role of a chain has one",
            "role s does not let in spiffe://example.org/app/1 for sure with the audience one, which"
                + " a chain cannot say: statement 1 may let it in: IpAddress aws:SourceIp 10.0.0.0/8"
                + " depends on the request");
  }

  /// A trust policy of a few statements, some of which a chain cannot say.
  private static TrustPolicy strange(SplittableRandom random) {
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

  /// All that there is, in one order.
  private static List<Object> state(FakeWorld world) {
    var state = new ArrayList<Object>();
    state.add(new TreeSet<>(world.entries.held.stream().map(Object::toString).toList()));
    world.roles.roles.forEach((name, role) -> state.add(role(world, name)));
    state.sort((one, other) -> one.toString().compareTo(other.toString()));
    world
        .providers
        .providers
        .values()
        .forEach(provider ->
            state.add(provider.url() + new TreeSet<>(provider.audiences()) + provider.tags()));
    return state;
  }

  private static String role(FakeWorld world, String name) {
    var role = world.roles.get(name);
    return "%s %s %s %s %s"
        .formatted(
            name,
            role.trust().compact(),
            role.maxSession(),
            new TreeSet<>(role.tags().entrySet().stream().map(Object::toString).toList()),
            new TreeSet<>(world.roles.attachedPolicies(name))
                + new TreeSet<>(world.roles.inlinePolicies(name)).toString());
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

  /// Changes one thing that the chain made.
  ///
  /// @return what it was; empty where there was nothing to change
  private static Optional<String> drift(FakeWorld world, SplittableRandom random) {
    var roles = world.roles;
    var names = List.copyOf(roles.roles.keySet());
    var kind = random.nextInt(14);
    if (kind < 5) {
      return Optional.of(driftOfEntry(world, kind, random));
    }
    if (kind < 8) {
      return Optional.of(driftOfProvider(world, kind));
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

  private static String driftOfEntry(FakeWorld world, int kind, SplittableRandom random) {
    var held = world.entries.held;
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

  private static String driftOfProvider(FakeWorld world, int kind) {
    var arn = ProviderArn.of("aws", "123456789012", ISSUER);
    switch (kind) {
      case 5 -> world.providers.delete(arn);
      case 6 -> world.providers.addAudience(arn, "hand");
      default -> world.providers.removeAudience(arn, "sts.amazonaws.com");
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
