package io.spiffeaws.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.change.Change;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.profile.ProfileSettings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What a chain with IAM Roles Anywhere changes.
class PlanRolesAnywhereTest extends PlannedRolesAnywhere {
  private static final Map<String, String> OTHERS = Map.of("spiffe-aws-chain", "example.org/other");

  @Test
  void createsAnchorAndProfileAndTrust() {
    var lines = lines(ANYWHERE);
    assertThat(lines).hasSize(5);
    assertThat(lines.get(0)).startsWith("created trust_anchor spire null + ca ");
    assertThat(lines.get(0))
        .endsWith("+ tag spiffe-aws=managed\n+ tag spiffe-aws-chain=example.org/chain");
    assertThat(lines.get(1))
        .isEqualTo(
            """
            created trust_profile apps null + role arn:aws:iam::123456789012:role/app
            + duration: 1h
            + accept_session_name: false
            + tag spiffe-aws=managed
            + tag spiffe-aws-chain=example.org/chain\
            """);
    assertThat(lines.get(2))
        .contains("arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/known-after-apply")
        .doesNotContain("Federated");
    apply(ANYWHERE);
    assertThat(trust("app"))
        .contains("\"aws:SourceArn\":\"" + anchorArn() + "\"")
        .contains("\"aws:PrincipalTag/x509SAN/URI\":\"spiffe://example.org/app\"")
        .doesNotContain("known-after-apply");
    assertThat(env.plan(read(ANYWHERE)).pending()).isFalse();
    assertThat(env.providers.providers).isEmpty();
  }

  @Test
  void aRoleCanHaveBothWays() {
    apply(BOTH);
    assertThat(trust("app")).contains("Federated").contains("rolesanywhere.amazonaws.com");
    assertThat(trust("old")).contains("Federated").doesNotContain("rolesanywhere");
    assertThat(env.anywhere.profile("apps").settings().roles())
        .containsExactly("arn:aws:iam::123456789012:role/app");
    assertThat(env.plan(read(BOTH)).pending()).isFalse();
  }

  @Test
  void aRoleChangesItsWay() {
    apply(BOTH);
    apply(BOTH.replace("ways: [web_identity, roles_anywhere]", "ways: [roles_anywhere]"));
    assertThat(trust("app")).doesNotContain("Federated").contains("rolesanywhere.amazonaws.com");
    apply(BOTH.replace("ways: [web_identity, roles_anywhere]", "ways: [web_identity]"));
    assertThat(trust("app")).contains("Federated").doesNotContain("rolesanywhere");
    assertThat(env.anywhere.profile("apps").settings().roles()).isEmpty();
  }

  static Stream<Arguments> drifts() {
    return Stream.of(
        drift("a CA", env -> env.anywhere.cas = List.of(TestCas.get(0), TestCas.get(1))),
        drift("another CA", env -> env.anywhere.cas = List.of(TestCas.get(2))),
        drift(
            "no role in the profile", env -> settings(env, List.of(), Duration.ofHours(1), false)),
        drift("duration", env -> settings(env, roles(env), Duration.ofHours(2), false)),
        drift("session name", env -> settings(env, roles(env), Duration.ofHours(1), true)),
        drift("an anchor without tag", env -> env.anywhere.tags.values().forEach(Map::clear), true),
        drift("no anchor", env -> env.anywhere.anchors.clear()),
        drift("no profile", env -> env.anywhere.profiles.clear()),
        drift(
            "no statement",
            env -> trust(env, "spiffe://example.org/app", "spiffe://example.org/x")),
        drift("any anchor", env -> trust(env, "ArnEquals", "ArnNotEquals")));
  }

  private static Arguments drift(String name, Consumer<FakeEnvironment> change) {
    return Arguments.of(name, change, false);
  }

  private static Arguments drift(String name, Consumer<FakeEnvironment> change, boolean adopt) {
    return Arguments.of(name, change, adopt);
  }

  private static List<String> roles(FakeEnvironment env) {
    return env.anywhere.profile("apps").settings().roles();
  }

  private static void settings(
      FakeEnvironment env, List<String> roles, Duration duration, boolean names) {
    var arn = env.anywhere.profile("apps").arn();
    env.anywhere
        .ports()
        .profiles()
        .update(
            arn, new ProfileSettings("apps", roles, duration, names, Optional.empty(), List.of()));
  }

  private static void trust(FakeEnvironment env, String from, String to) {
    env.roles.updateTrust(
        "app",
        io.spiffeaws.trust.policy.TrustPolicy.parse(
            env.roles.get("app").trust().compact().replace(from, to)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("drifts")
  void changesAreReverted(String name, Consumer<FakeEnvironment> change, boolean adopt) {
    apply(ANYWHERE);
    change.accept(env);
    var plan = env.plan(read(ANYWHERE), adopt);
    assertThat(plan.pending()).isTrue();
    assertThat(env.apply(plan).stopped()).isEmpty();
    assertThat(env.plan(read(ANYWHERE)).pending()).isFalse();
    assertThat(env.anywhere.anchors).hasSize(1);
    assertThat(env.anywhere.anchor("spire").cas()).isEqualTo(env.anywhere.cas);
    assertThat(trust("app"))
        .contains("\"ArnEquals\":{\"aws:SourceArn\":\"" + anchorArn() + "\"}")
        .contains("\"spiffe://example.org/app\"");
  }

  @Test
  void anIdIsMovedToAnotherRole() {
    apply(ANYWHERE);
    apply(ANYWHERE.replace("name: app", "name: more"));
    assertThat(env.anywhere.profile("apps").settings().roles())
        .containsExactly("arn:aws:iam::123456789012:role/more");
    assertThat(env.roles.roles).containsOnlyKeys("more");
  }

  @Test
  void aBlockThatWasRemovedIsDeletedByTheTag() {
    apply(BOTH);
    var without =
        BOTH.replace("roles_anywhere: {anchor: spire, profile: apps}\n", "")
            .replace("[web_identity, roles_anywhere]", "[web_identity]");
    var plan = env.plan(read(without));
    assertThat(env.apply(plan.withoutDeletions()).stopped()).isEmpty();
    assertThat(trust("app")).doesNotContain("rolesanywhere");
    assertThat(env.anywhere.anchors).hasSize(1);
    apply(without);
    assertThat(env.anywhere.anchors).isEmpty();
    assertThat(env.anywhere.profiles).isEmpty();
    assertThat(env.plan(read(without)).pending()).isFalse();
  }

  @Test
  void anotherNameIsAnotherAnchor() {
    apply(ANYWHERE);
    var old = anchorArn();
    apply(ANYWHERE.replace("anchor: spire", "anchor: other"));
    assertThat(env.anywhere.anchors).hasSize(1).doesNotContainKey(old);
    assertThat(trust("app")).doesNotContain(old);
  }

  @Test
  void destroyDeletesTheProfileFirstAndTheAnchorLast() {
    apply(ANYWHERE);
    env.anywhere.writes.clear();
    var result = env.apply(env.destruction(read(ANYWHERE)));
    assertThat(result.changes().changes().stream().map(Change::kind))
        .containsExactly(
            Change.Kind.TRUST_ANCHOR,
            Change.Kind.TRUST_PROFILE,
            Change.Kind.ROLE_POLICY,
            Change.Kind.ROLE,
            Change.Kind.ENTRY);
    assertThat(env.anywhere.writes).containsExactly("delete profile apps", "delete anchor spire");
    assertThat(env.roles.roles).isEmpty();
  }

  @Test
  void anAnchorThatOthersTrustStays() {
    apply(ANYWHERE);
    env.roles.with("foreign", env.roles.get("app").trust(), Map.of());
    env.apply(env.destruction(read(ANYWHERE)));
    assertThat(env.anywhere.anchors).hasSize(1);
    assertThat(env.anywhere.profiles).isEmpty();
    assertThat(lines(ANYWHERE.replaceAll("workloads:[\\s\\S]*", "workloads: []")))
        .noneMatch(line -> line.startsWith("deleted"));
  }

  @Test
  void leavesOtherAnchorsAlone() {
    env.anywhere.putAnchor("theirs", List.of(TestCas.get(1)), true, OTHERS);
    var arn = env.anywhere.anchor("theirs").arn();
    apply(ANYWHERE);
    add(
        """
        {"Effect": "Allow", "Principal": {"Service": "rolesanywhere.amazonaws.com"}, "Action": "sts:AssumeRole",
         "Condition": {"ArnEquals": {"aws:SourceArn": "%s"}}}\
        """
            .formatted(arn));
    assertThat(lines(ANYWHERE))
        .filteredOn(line -> line.contains(" role app "))
        .singleElement()
        .asString()
        .contains("not changed in its trust policy, since not managed by this chain: statement 2");
    apply(ANYWHERE.replace("/app,", "/else,"));
    assertThat(trust("app")).contains(arn.toString()).contains("/else").doesNotContain("/app\"");
    env.apply(env.destruction(read(ANYWHERE)));
    assertThat(env.anywhere.anchors).hasSize(1);
  }

  static Stream<Arguments> unmanaged() {
    var ok = List.of(TestCas.get(0));
    return Stream.of(
        Arguments.of(ok, true, Map.of(), ""),
        Arguments.of(
            ok,
            false,
            Map.of(),
            "trust anchor spire exists, is not managed by this chain, and is disabled"),
        Arguments.of(
            List.of(TestCas.get(1)),
            true,
            Map.of(),
            "trust anchor spire exists, is not managed by this chain, and lacks a CA certificate of the SPIRE server"),
        Arguments.of(
            List.of(TestCas.get(1)),
            true,
            OTHERS,
            "trust anchor spire exists, is not managed by this chain, and lacks a CA certificate of the SPIRE server"));
  }

  @ParameterizedTest
  @MethodSource("unmanaged")
  void usesAnAnchorThatItDoesNotManage(
      List<java.security.cert.X509Certificate> cas,
      boolean enabled,
      Map<String, String> tags,
      String conflict) {
    env.anywhere.putAnchor("spire", cas, enabled, tags);
    var plan = env.plan(read(ANYWHERE));
    if (conflict.isEmpty()) {
      assertThat(env.apply(plan).stopped()).isEmpty();
      assertThat(trust("app")).contains(anchorArn());
      assertThat(env.anywhere.writes).containsExactly("create profile apps");
      return;
    }
    assertThatThrownBy(plan::checkConflicts).hasMessage(conflict);
    assertThat(env.anywhere.writes).isEmpty();
    var adopted = env.plan(read(ANYWHERE), true);
    if (tags.isEmpty()) {
      assertThat(env.apply(adopted).stopped()).isEmpty();
      assertThat(env.plan(read(ANYWHERE)).pending()).isFalse();
      assertThat(env.anywhere.anchor("spire").enabled()).isTrue();
    } else {
      assertThatThrownBy(adopted::checkConflicts).hasMessage(conflict);
    }
  }

  @Test
  void severalOfOneNameAreAmbiguous() {
    env.anywhere.putAnchor("spire", List.of(TestCas.get(0)), true, Map.of());
    env.anywhere.putAnchor("spire", List.of(TestCas.get(0)), true, Map.of());
    assertThatThrownBy(env.plan(read(ANYWHERE), true)::checkConflicts)
        .hasMessage(
            "several trust anchors have the name spire, and this chain manages none of them");
  }

  static Stream<Arguments> unmanagedProfiles() {
    var app = "arn:aws:iam::123456789012:role/app";
    return Stream.of(
        Arguments.of(List.of(app), 60, true, ""),
        Arguments.of(List.of(app, app + "2"), 90, true, ""),
        Arguments.of(List.of(app), 60, false, "is disabled"),
        Arguments.of(List.of(), 60, true, "lacks the role " + app),
        Arguments.of(List.of(app), 15, true, "limits sessions to 15m"));
  }

  @ParameterizedTest
  @MethodSource("unmanagedProfiles")
  void usesAProfileThatItDoesNotManage(
      List<String> roles, int minutes, boolean enabled, String missing) {
    env.anywhere.putProfile(
        new ProfileSettings(
            "apps", roles, Duration.ofMinutes(minutes), false, Optional.empty(), List.of()),
        enabled,
        Map.of());
    var plan = env.plan(read(ANYWHERE));
    if (missing.isEmpty()) {
      assertThat(env.apply(plan).stopped()).isEmpty();
      assertThat(env.anywhere.writes).containsExactly("create anchor spire");
    } else {
      assertThatThrownBy(plan::checkConflicts)
          .hasMessage("profile apps exists, is not managed by this chain, and " + missing);
    }
  }

  @Test
  void keepsTheSessionPolicyOfAnAdoptedProfile() {
    env.anywhere.putProfile(
        new ProfileSettings(
            "apps", List.of(), Duration.ofHours(1), false, Optional.of("{}"), List.of("p")),
        true,
        Map.of());
    env.apply(env.plan(read(ANYWHERE), true));
    assertThat(env.anywhere.profile("apps").settings().sessionPolicy()).hasValue("{}");
    assertThat(env.anywhere.profile("apps").settings().policyArns()).containsExactly("p");
    assertThat(env.plan(read(ANYWHERE)).pending()).isFalse();
  }

  @Test
  void readsNoTagsOfProfilesOfOthers() {
    env.roles.with("foreign", io.spiffeaws.trust.policy.TrustPolicy.empty(), Map.of());
    for (var i = 0; i < 5; i++) {
      env.anywhere.putProfile(
          new ProfileSettings(
              "theirs" + i,
              List.of("arn:aws:iam::123456789012:role/foreign"),
              Duration.ofHours(1),
              false,
              Optional.empty(),
              List.of()),
          true,
          Map.of());
    }
    env.read(read(CHAIN));
    assertThat(env.anywhere.tagReads).isZero();
  }

  @Test
  void withoutTheBlockAFailureMattersOnlyIfARoleTrustsIt() {
    env.anywhere.listingRefused = true;
    assertThat(env.read(read(CHAIN)).aws().orElseThrow().rolesAnywhereUnread()).isEmpty();
    assertThatThrownBy(() -> env.read(read(ANYWHERE))).isInstanceOf(ProblemException.class);
    env.anywhere.listingRefused = false;
    apply(BOTH);
    env.anywhere.listingRefused = true;
    var state = env.read(read(CHAIN)).aws().orElseThrow();
    assertThat(state.rolesAnywhereUnread()).isPresent();
    assertThat(Plan.of(read(CHAIN), env.read(read(CHAIN)), Adoption.NONE).steps())
        .noneMatch(PlannedChange.DeleteAnchor.class::isInstance);
  }

  @Test
  void withoutTheBlockNothingIsReadUnlessSomethingIsDeleted() {
    env.anywhere.listingRefused = true;
    env.cleanup = false;
    assertThat(env.read(read(CHAIN)).aws().orElseThrow().rolesAnywhere()).isEmpty();
  }

  @Test
  void countsTheLengthOfTheTrustPolicyWithTheIdThatTheAnchorWillHave() {
    var planned =
        env.plan(read(ANYWHERE)).steps().stream()
            .flatMap(step ->
                step instanceof PlannedChange.CreateRole create ? Stream.of(create) : Stream.of())
            .findFirst()
            .orElseThrow();
    var length = UnknownAnchor.length(planned.role().trust());
    apply(ANYWHERE);
    assertThat(env.roles.get("app").trust().length()).isEqualTo(length);
  }
}
