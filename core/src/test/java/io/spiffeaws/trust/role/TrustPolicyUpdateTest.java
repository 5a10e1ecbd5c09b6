package io.spiffeaws.trust.role;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import io.spiffeaws.trust.AddSubjects;
import io.spiffeaws.trust.ListSubjects;
import io.spiffeaws.trust.RemoveSubjects;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.subject.ListedSubject;
import io.spiffeaws.trust.subject.NewTrustPolicy;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Guarantees of trust policy edits: a stale read undoes nothing, nothing is written before all
/// checks, and remaining grants are reported.
class TrustPolicyUpdateTest {
  private static final IssuerUrl ISSUER = IssuerUrl.parse("https://oidc.example.org");
  private static final ProviderArn PROVIDER = ProviderArn.of("aws", "123456789012", ISSUER);
  private static final RoleReference ROLE = RoleReference.parse("app");
  private static final String A = "spiffe://example.org/a";
  private static final String B = "spiffe://example.org/b";
  private static final Map<String, String> OURS = Map.of(Role.MANAGED_TAG, Role.MANAGED_VALUE);

  private final FakeRoles roles = new FakeRoles();
  private final FakeOidcProviders providers =
      new FakeOidcProviders().with(ISSUER.text(), List.of("sts.amazonaws.com"), List.of());
  private final List<Duration> pauses = new ArrayList<>();
  private final Sleeper sleeper = pauses::add;

  @Test
  void aStaleReadBackIsRepeatedAndNotWrittenAgain() {
    roles.with("app", trusting(A), OURS);
    roles.staleReads = 3;

    assertThat(actions(add(false, B).changes())).containsExactly("created");

    assertThat(subs()).containsExactly(A, B);
    assertThat(roles.writes).containsExactly("trust app");
    assertThat(pauses).hasSize(3);
  }

  @Test
  void aPolicyThatIsStaleForAMinuteIsReportedWithTheWrite() {
    roles.with("app", trusting(A), OURS);
    roles.staleReads = 1000;

    var problem = problem(() -> add(false, B));

    assertThat(problem).isInstanceOf(Problem.Unreachable.class);
    assertThat(problem.code()).isEqualTo("trust-policy-stale");
    assertThat(problem.message()).contains("the trust policy of role app was written");
    assertThat(roles.writes).containsExactly("trust app");
  }

  @Test
  void aRemovedSubjectStaysRemovedIfTheNextCommandReadsTheOldPolicy(@TempDir Path directory) {
    roles.with("app", trusting(A, B), OURS);
    var locks =
        new FileRoleLocks(
            List.of(directory.resolve("a/b")), Clock.systemUTC(), sleeper, Duration.ofSeconds(1));
    removing(locks, B);
    roles.staleReads = 2;

    adding(locks, "spiffe://example.org/c");

    assertThat(subs()).containsExactly(A, "spiffe://example.org/c");
  }

  @Test
  void aRoleOfTheSameNameInAnotherAccountHasAMemoryOfItsOwn(@TempDir Path directory) {
    var locks =
        new FileRoleLocks(
            List.of(directory.resolve("a/b")), Clock.systemUTC(), sleeper, Duration.ofSeconds(1));
    try (var held = locks.hold("app")) {
      held.writes().remember("arn:aws:iam::1:role/app", trusting(A), trusting(B));
    }
    try (var held = locks.hold("app")) {
      assertThat(held.writes().stale("arn:aws:iam::1:role/app", trusting(A))).isTrue();
      assertThat(held.writes().stale("arn:aws:iam::1:role/app", trusting(B))).isFalse();
      assertThat(held.writes().stale("arn:aws:iam::2:role/app", trusting(A))).isFalse();
    }
  }

  @Test
  void aDenyIsReportedBeforeTheFirstWriteAndInADryRun() {
    var deny =
        """
        {"Effect":"Deny","Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity",\
        "Condition":{"StringEquals":{"oidc.example.org:sub":"%s"}}}\
        """
            .formatted(PROVIDER, B);
    var open =
        """
        {"Effect":"Allow","Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity"}\
        """
            .formatted(PROVIDER);
    roles.with("app", TrustPolicy.parse("{\"Statement\":[" + open + "," + deny + "]}"), OURS);

    for (var dryRun : List.of(true, false)) {
      assertThat(problem(() -> narrow(dryRun, B)).code()).isEqualTo("denied-by-statement");
    }
    assertThat(roles.writes).isEmpty();
  }

  @Test
  void remainingGrantsOfARemovedSubjectAreReportedWithTheCommandThatRemovesThem() {
    var pattern = "spiffe://example.org/*";
    var trust =
        TrustPolicy.parse(
            """
            {"Statement":[%s,%s,%s]}\
            """
                .formatted(
                    statement("StringLike", pattern, "\"vault\""),
                    statement("StringNotEquals", B, "\"x\""),
                    trusting(A, B).compact().replaceAll("^.*\\[(\\{.*\\})\\]\\}$", "$1")));
    roles.with("app", trust, OURS);

    assertThat(remove(A).warnings())
        .containsExactly(
            A
                + " is still allowed with audience vault: statement 1 lists spiffe://example.org/*;"
                + " to remove that, run: spiffe-aws trust remove-sub app 'spiffe://example.org/*'",
            A
                + " is still allowed with audience x: statement 2 has StringNotEquals"
                + " oidc.example.org:sub; to see how to restrict it, run: spiffe-aws trust lint app");
    assertThat(remove(pattern, A).warnings())
        .containsExactly(
            pattern
                + " may still be allowed with audience x: statement 1 has StringNotEquals"
                + " oidc.example.org:sub; to see how to restrict it, run: spiffe-aws trust lint app",
            A
                + " is still allowed with audience x: statement 1 has StringNotEquals"
                + " oidc.example.org:sub; to see how to restrict it, run: spiffe-aws trust lint app");
  }

  @Test
  void aStatementWithoutAnAudienceStillAllowsAnyOne() {
    roles.with(
        "app",
        TrustPolicy.parse(
            "{\"Statement\":[" + statement("StringLike", "spiffe://example.org/?", "") + "]}"),
        OURS);

    assertThat(remove(A).warnings()).hasSize(1).first().asString().contains("with any audience:");
    assertThat(add(false, "spiffe://example.org/other").warnings())
        .containsExactly(
            "spiffe://example.org/other is allowed with any audience; --audience chooses one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                  | any audience
          "StringLike":{"%s":"*"}             | any audience
          "StringNotEquals":{"%s":"x"}        | any audience
          "StringLike":{"%s":"va*"}           | audience va*
          "StringLike":{"%s":"va?"}           | audience va?
          "StringLike":{"%s":["x","y"]}       | audiences x and y
          "StringLike":{"%s":"x"}             | ``
          "StringEquals":{"%s":"x"}           | ``
          """)
  void aReplacedSubjectThatIsAllowedWithSeveralAudiencesIsReported(String condition, String told) {
    var statement = statement("ForAnyValue:StringEquals", A, "");
    var conditions = condition.isEmpty() ? "" : condition.formatted("oidc.example.org:aud") + ",";
    roles.with(
        "app",
        TrustPolicy.parse(
            "{\"Statement\":["
                + statement.replace("\"Condition\":{", "\"Condition\":{" + conditions)
                + "]}"),
        OURS);

    assertThat(replace(A, B).warnings())
        .isEqualTo(
            told.isEmpty()
                ? List.of()
                : List.of(B + " is allowed with " + told + "; --audience chooses one"));
    assertThat(replace(A, B).changes().changes())
        .singleElement()
        .extracting(Change::detail)
        .isEqualTo("already trusted with " + (told.isEmpty() ? "audience x" : told));
  }

  @Test
  void anIdCannotReplaceItself() {
    var problem = problem(() -> replace(A, A));

    assertThat(problem).isInstanceOf(Problem.Malformed.class);
    assertThat(problem.code()).isEqualTo("same-in-place");
  }

  /// It is also added to a statement without such a condition.
  @Test
  void aNarrowedStatementWithAConditionOnTheRequestIsNotTheOnlyOneThatListsTheSubject() {
    var restricted =
        statement("StringEquals", A, "")
            .replaceFirst(
                "\\{\"StringEquals.*\\}\\}",
                "{\"IpAddress\":{\"aws:SourceIp\":\"192.0.2.0/24\"}}}");
    roles.with(
        "app",
        TrustPolicy.parse(
            "{\"Statement\":[" + restricted + "," + statement("StringEquals", A, "") + "]}"),
        OURS);

    narrow(false, B);

    assertThat(subs()).containsExactly(B, A, B);
    assertThat(actions(narrow(false, B).changes())).containsExactly("unchanged");
  }

  @Test
  void removingASubjectForOneAudienceReportsTheOtherAudiences() {
    roles.with(
        "app",
        TrustPolicy.parse(
            "{\"Statement\":[%s,%s]}"
                .formatted(
                    statement("StringEquals", A, "[\"x\",\"y\"]"),
                    statement("StringEquals", A, "\"z\""))),
        OURS);

    assertThat(remove(Optional.of("x"), A).warnings())
        .containsExactly(
            A
                + " is still allowed with audience z: statement 1 lists "
                + A
                + "; to remove that, run: spiffe-aws trust remove-sub app "
                + A
                + " --audience z",
            A + " is also no longer allowed with the other audiences of statement 1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::999999999999:role/app",
        "arn:aws-cn:iam::123456789012:role/app",
        "arn:aws:iam::123456789012:role/team/app"
      })
  void aRoleOfAnotherAccountPartitionOrPathIsNotTheOneOfThatName(String arn) {
    roles.with("app", trusting(A, B), OURS);
    var meant = RoleReference.parse(arn);
    var locks = RoleLocks.NONE;
    var remove =
        new RemoveSubjects.Request(meant, subjects(B), Optional.empty(), Optional.empty(), false);
    List<Call> calls =
        List.of(
            () -> new RemoveSubjects(roles, providers, locks, sleeper).run(remove),
            () ->
                new DeleteRole(roles, locks, new StopRequest())
                    .run(new DeleteRole.Request(meant, true, false)),
            () -> new ListSubjects(roles).run(meant),
            () -> new ShowRole(roles).run(meant));

    for (var call : calls) {
      var problem = problem(call);
      assertThat(problem).isInstanceOf(Problem.Missing.class);
      assertThat(problem.message()).contains(arn, roles.get("app").arn());
    }
    assertThat(roles.writes).isEmpty();
    assertThat(new ListSubjects(roles).run(RoleReference.parse(roles.get("app").arn())))
        .isNotNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "arn:aws:iam::1:user/app",
        "arn:aws:iam::1:role/",
        "arn:aws:iam::1:role//app",
        "arn:aws:sts::1:assumed-role/app/s",
        "app:x",
        ""
      })
  void textThatIsNeitherANameNorAnArnIsMalformed(String text) {
    assertThat(problem(() -> RoleReference.parse(text))).isInstanceOf(Problem.Malformed.class);
  }

  private static String statement(String operator, String sub, String audience) {
    var aud = audience.isEmpty() ? "" : ",\"StringEquals\":{\"oidc.example.org:aud\":%s}";
    return """
    {"Effect":"Allow","Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity",\
    "Condition":{%s}}\
    """
        .formatted(
            PROVIDER,
            operator.equals("StringEquals") && !audience.isEmpty()
                ? "\"StringEquals\":{\"oidc.example.org:aud\":%s,\"oidc.example.org:sub\":\"%s\"}"
                    .formatted(audience, sub)
                : "\"%s\":{\"oidc.example.org:sub\":\"%s\"}".formatted(operator, sub)
                    + aud.formatted(audience));
  }

  private ChangeReport replace(String old, String id) {
    return new AddSubjects(roles, providers, RoleLocks.NONE, sleeper)
        .run(
            new AddSubjects.Request(
                ROLE,
                subjects(id),
                Optional.empty(),
                Optional.empty(),
                false,
                false,
                Optional.of(old),
                false));
  }

  private ChangeReport add(boolean dryRun, String... ids) {
    return adding(RoleLocks.NONE, false, dryRun, ids);
  }

  private ChangeReport narrow(boolean dryRun, String... ids) {
    return adding(RoleLocks.NONE, true, dryRun, ids);
  }

  private void adding(RoleLocks locks, String... ids) {
    adding(locks, false, false, ids);
  }

  private ChangeReport adding(RoleLocks locks, boolean narrow, boolean dryRun, String... ids) {
    return new AddSubjects(roles, providers, locks, sleeper)
        .run(
            new AddSubjects.Request(
                ROLE, subjects(ids), Optional.empty(), Optional.empty(), narrow, false, dryRun));
  }

  private ChangeReport remove(String... ids) {
    return remove(Optional.empty(), ids);
  }

  private ChangeReport remove(Optional<String> audience, String... ids) {
    return removing(RoleLocks.NONE, audience, ids);
  }

  private void removing(RoleLocks locks, String... ids) {
    removing(locks, Optional.empty(), ids);
  }

  private ChangeReport removing(RoleLocks locks, Optional<String> audience, String... ids) {
    return new RemoveSubjects(roles, providers, locks, sleeper)
        .run(new RemoveSubjects.Request(ROLE, subjects(ids), Optional.empty(), audience, false));
  }

  private static List<Subject> subjects(String... ids) {
    return List.of(ids).stream().map(Subject::parse).toList();
  }

  private static TrustPolicy trusting(String... ids) {
    return NewTrustPolicy.of(PROVIDER, "sts.amazonaws.com", subjects(ids));
  }

  private List<String> subs() {
    return SubjectEditor.subs(roles.get("app").trust()).stream().map(ListedSubject::sub).toList();
  }

  private static List<String> actions(Changes changes) {
    return changes.changes().stream().map(Change::action).map(Change.Action::word).toList();
  }

  private interface Call {
    Object run();
  }

  private static Problem problem(Call call) {
    return catchThrowableOfType(ProblemException.class, call::run).problem();
  }
}
