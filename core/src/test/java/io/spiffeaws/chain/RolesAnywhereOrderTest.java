package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.change.Change;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.rolesanywhere.profile.ProfileSettings;
import io.spiffeaws.rolesanywhere.profile.RolesAnywhereProfile;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.WebIdentity;
import io.spiffeaws.trust.role.PermissionModel;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The order of writes of a chain with IAM Roles Anywhere, and what remains if one of them fails.
class RolesAnywhereOrderTest extends PlannedRolesAnywhere {
  private static final int ROUNDS = 400;
  private static final List<String> IDS = PermissionModel.IDS.subList(0, 2);
  private static final List<String> ROLES = List.of("one", "two");
  private static final Map<String, String> OWN = Map.of("spiffe-aws-chain", "example.org/chain");
  private static final ProviderArn PROVIDER =
      ProviderArn.of("aws", "123456789012", IssuerUrl.parse("https://oidc.example.org"));

  @Test
  void theProfileIsCreatedLast() {
    env.anywhere.check = () -> env.anywhere.writes.add("roles " + env.roles.roles.size());
    apply(ANYWHERE);
    assertThat(env.anywhere.writes)
        .containsExactly("create anchor spire", "roles 0", "create profile apps", "roles 1");
  }

  @Test
  void aRemovedRoleLeavesTheProfileFirst() {
    apply(BOTH);
    var atUpdate = new ArrayList<String>();
    env.anywhere.check = () -> atUpdate.add(trust("app"));
    apply(BOTH.replace("{ways: [web_identity, roles_anywhere]}", "{ways: [web_identity]}"));
    assertThat(atUpdate).singleElement().asString().contains("rolesanywhere.amazonaws.com");
  }

  @Test
  void aNewCaComesLastAndAnOldOneGoesFirst() {
    apply(ANYWHERE);
    env.anywhere.writes.clear();
    env.anywhere.cas = List.of(TestCas.get(0), TestCas.get(1));
    apply(ANYWHERE);
    env.anywhere.cas = List.of(TestCas.get(1), TestCas.get(2));
    apply(ANYWHERE);
    env.anywhere.cas = List.of(TestCas.get(0));
    apply(ANYWHERE);
    assertThat(env.anywhere.writes)
        .containsExactly("cas spire 2", "cas spire 1", "cas spire 2", "cas spire 1");
  }

  @Test
  void ifNoCaStaysTheProfileHasNoRolesMeanwhile() {
    apply(ANYWHERE);
    apply(ANYWHERE.replace("name: app", "name: other").replace("accept", "accept"));
    env.anywhere.writes.clear();
    env.anywhere.cas = List.of(TestCas.get(2));
    apply(
        ANYWHERE
            .replace("name: app", "name: other")
            .replace("profile: apps", "profile: apps, duration: 30m"));
    assertThat(env.anywhere.writes)
        .containsExactly("update profile apps 0", "cas spire 1", "update profile apps 1");
  }

  @Test
  void everyInterruptionCanBeResumed() {
    for (var write : List.of("create anchor spire", "create profile apps")) {
      var there = new FakeEnvironment();
      there.anywhere.refused = write;
      var result = there.apply(there.plan(read(BOTH)));
      assertThat(result.stopped()).map(Problem::code).hasValue("no");
      assertThat(result.changes().changes())
          .filteredOn(change -> change.action() == Change.Action.FAILED)
          .hasSize(1);
      there.anywhere.refused = null;
      assertThat(there.apply(there.plan(read(BOTH))).stopped()).isEmpty();
      assertThat(there.plan(read(BOTH)).pending()).isFalse();
      assertThat(there.anywhere.anchors).hasSize(1);
    }
  }

  @Test
  void withoutAnAnchorNoRoleIsCreated() {
    env.anywhere.refused = "create anchor spire";
    env.apply(env.plan(read(BOTH)));
    assertThat(env.roles.roles).isEmpty();
  }

  @Test
  void permissionsNeverExceedThoseBeforeOrAfter() {
    var random = new SplittableRandom(18);
    var writes = 0;
    for (var round = 0; round < ROUNDS; round++) {
      var there = new FakeEnvironment();
      someState(there, random);
      var before = rights(there);
      var steps = new ArrayList<Map<String, Set<String>>>();
      there.anywhere.check = () -> steps.add(rights(there));
      there.rolePort =
          oneAtATime(PermissionModel.watched(there.roles, () -> steps.add(rights(there))));
      var manifest = read(chain(random));
      there.anywhere.cas = cas(random);
      var plan = there.plan(manifest, true);
      var result = there.apply(random.nextBoolean() ? plan : plan.withoutDeletions());
      assertThat(result.stopped()).isEmpty();
      var after = rights(there);
      steps.forEach(step ->
          PermissionModel.assertWithin(
              step, before, after, there.anywhere.writes + " " + there.roles.writes));
      writes += steps.size();
      assertThat(there.plan(manifest).withoutDeletions().pending()).isFalse();
    }
    assertThat(writes).isGreaterThan(ROUNDS);
  }

  /// Roles are changed in parallel; the state between two calls is checked.
  private static Roles oneAtATime(Roles roles) {
    return (Roles)
        Proxy.newProxyInstance(
            Roles.class.getClassLoader(),
            new Class<?>[] {Roles.class},
            (_, method, arguments) -> {
              synchronized (roles) {
                try {
                  return method.invoke(roles, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              }
            });
  }

  /// The permissions of each ID with each role: by a token, and by a certificate of each CA.
  private static Map<String, Set<String>> rights(FakeEnvironment env) {
    var rights = new LinkedHashMap<String, Set<String>>();
    for (var name : ROLES) {
      if (!env.roles.roles.containsKey(name)) {
        continue;
      }
      var role = env.roles.get(name);
      var permitted = PermissionModel.rights(env.roles, name);
      var all = new HashSet<String>();
      permitted.values().forEach(all::addAll);
      for (var id : IDS) {
        if (byToken(role.trust(), id)) {
          rights.put(name + " token " + id, all);
        }
        for (var anchor : env.anywhere.anchors.values()) {
          if (anchor.enabled()
              && env.anywhere.profiles.values().stream().anyMatch(it -> lists(it, role.arn()))
              && TrustDecision.decide(role.trust(), RolesAnywhereSession.of(anchor.arn(), id))
                  .allowed()) {
            anchor.cas().forEach(ca -> add(rights, name + " " + ca.getSerialNumber() + id, all));
          }
        }
      }
    }
    return rights;
  }

  private static void add(Map<String, Set<String>> rights, String who, Set<String> more) {
    rights.merge(
        who,
        more,
        (one, other) -> {
          var both = new HashSet<>(one);
          both.addAll(other);
          return both;
        });
  }

  private static boolean lists(RolesAnywhereProfile profile, String role) {
    return profile.enabled() && profile.settings().roles().contains(role);
  }

  private static boolean byToken(TrustPolicy trust, String id) {
    return TrustDecision.decide(
            trust, new WebIdentity(PROVIDER.text(), PROVIDER.hostPath(), id, "sts.amazonaws.com"))
        .allowed();
  }

  private static List<X509Certificate> cas(SplittableRandom random) {
    var first = random.nextInt(3);
    return random.nextBoolean()
        ? List.of(TestCas.get(first))
        : List.of(TestCas.get(first), TestCas.get((first + 1) % 3));
  }

  /// Anchors, profiles and roles, managed by the chain and not managed by it.
  private static void someState(FakeEnvironment env, SplittableRandom random) {
    var anchors = new ArrayList<String>();
    for (var name : List.of("spire", "spire-2")) {
      if (random.nextInt(3) > 0) {
        anchors.add(
            env.anywhere
                .putAnchor(name, cas(random), random.nextInt(4) > 0, tags(random))
                .toString());
      }
    }
    for (var name : List.of("apps", "apps-2")) {
      if (random.nextInt(3) > 0) {
        var roles =
            ROLES.stream()
                .filter(_ -> random.nextBoolean())
                .map(role -> "arn:aws:iam::123456789012:role/" + role)
                .toList();
        env.anywhere.putProfile(
            new ProfileSettings(
                name, roles, Duration.ofHours(1), false, Optional.empty(), List.of()),
            random.nextInt(4) > 0,
            tags(random));
      }
    }
    for (var name : ROLES) {
      if (random.nextInt(4) > 0) {
        PermissionModel.put(env.roles, name, trust(anchors, random), OWN, random);
      }
    }
  }

  private static Map<String, String> tags(SplittableRandom random) {
    return random.nextInt(3) > 0 ? OWN : Map.of();
  }

  private static TrustPolicy trust(List<String> anchors, SplittableRandom random) {
    var trust =
        random.nextBoolean()
            ? PermissionModel.trust(PROVIDER, some(random), random.nextInt(4) == 0)
            : TrustPolicy.empty();
    for (var i = random.nextInt(3); i > 0; i--) {
      var source =
          switch (random.nextInt(4)) {
            case 0 -> "";
            case 1 -> condition("ArnLike", "arn:aws:rolesanywhere:*:*:trust-anchor/*");
            default ->
                anchors.isEmpty()
                    ? condition("ArnEquals", gone())
                    : condition("ArnEquals", anchors.get(random.nextInt(anchors.size())));
          };
      trust =
          trust.plus(
              (io.spiffeaws.json.Json.Obj)
                  JsonText.parse(
                      """
                      {"Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"},
                       "Action": ["sts:AssumeRole", "sts:TagSession", "sts:SetSourceIdentity"],
                       "Condition": {"StringEquals": {"aws:PrincipalTag/x509SAN/URI": ["%s"]}%s}}\
                      """
                          .formatted(String.join("\", \"", some(random)), source),
                      ""));
    }
    return trust.grantsNothing() ? PermissionModel.trust(PROVIDER, some(random), false) : trust;
  }

  private static String condition(String operator, String value) {
    return ", \"%s\": {\"aws:SourceArn\": \"%s\"}".formatted(operator, value);
  }

  private static String gone() {
    return "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/00000000-1111-4000-8000-000000000000";
  }

  private static List<String> some(SplittableRandom random) {
    return random.nextBoolean() ? IDS : List.of(IDS.get(random.nextInt(2)));
  }

  private static String chain(SplittableRandom random) {
    var anywhere = random.nextInt(5) > 0;
    var text =
        new StringBuilder(
            "trust_domain: example.org\nissuer: https://oidc.example.org\nprovider: {}\n");
    if (anywhere) {
      text.append("roles_anywhere: {anchor: spire, profile: apps}\n");
    }
    text.append("workloads:\n");
    for (var id : IDS) {
      if (random.nextInt(4) > 0) {
        text.append(
            "  - {id: '%s', parent_id: /h, selectors: [unix:uid:1], role: %s}\n"
                .formatted(id, ROLES.get(random.nextInt(2))));
      }
    }
    if (text.toString().endsWith("workloads:\n")) {
      return text.toString().replace("workloads:\n", "workloads: []\n");
    }
    var settings = new StringBuilder("defaults: {role: {policies: [");
    PermissionModel.attached(random)
        .forEach(arn -> settings.append('\'').append(arn).append("', "));
    settings.append("]");
    PermissionModel.boundary(random)
        .ifPresent(arn -> settings.append(", permissions_boundary: '").append(arn).append('\''));
    if (anywhere) {
      settings.append(
          ", ways: ["
              + List.of("web_identity", "roles_anywhere", "web_identity, roles_anywhere")
                  .get(random.nextInt(3))
              + "]");
    }
    return text.toString().replace("workloads:\n", settings + "}}\nworkloads:\n");
  }
}
