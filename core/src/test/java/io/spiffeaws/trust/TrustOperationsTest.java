package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.SdkRoles;
import io.spiffeaws.trust.policy.LineDiff;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.CreateRole;
import io.spiffeaws.trust.role.DeleteRole;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.S3Access;
import io.spiffeaws.trust.subject.ListedSubject;
import io.spiffeaws.trust.subject.NewTrustPolicy;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustOperationsTest {
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
  void addingTwiceIsUnchangedAndADryRunWritesNothing() {
    roles.with("app", trusting(A), OURS);

    assertThat(actions(add(true, B).changes())).containsExactly("created");
    assertThat(roles.writes).isEmpty();
    assertThat(actions(add(false, B).changes())).containsExactly("created");
    assertThat(actions(add(false, B).changes())).containsExactly("unchanged");
    assertThat(roles.writes).containsExactly("trust app");
  }

  @Test
  void anOverwrittenEditIsWrittenAgain() {
    roles.with("app", trusting(A), OURS);
    roles.overwrites.add(trusting(A, "spiffe://example.org/theirs"));

    assertThat(actions(add(false, B).changes())).containsExactly("created");

    assertThat(subs()).containsExactly(A, "spiffe://example.org/theirs", B);
    assertThat(pauses).hasSize(1);
  }

  @Test
  void anEditThatIsAlwaysOverwrittenFails() {
    roles.with("app", trusting(A), OURS);
    for (var i = 0; i < 100; i++) {
      roles.overwrites.add(trusting(A, "spiffe://example.org/theirs-" + i));
    }

    assertThat(problem(() -> add(false, B)).code()).isEqualTo("trust-policy-contended");
  }

  @Test
  void aRoleThatDoesNotExistIsMissing() {
    assertThat(problem(() -> add(false, B))).isInstanceOf(Problem.Missing.class);
  }

  @Test
  void theIssuerIsRequiredIfTheRoleTrustsSeveral() {
    var other =
        new ProviderAudience(new ProviderArn("arn:aws:iam::1:oidc-provider/q"), Optional.empty());
    roles.with(
        "app", SubjectEditor.addSub(trusting(A), other, new Subject(A), false).policy(), OURS);

    assertThat(problem(() -> add(false, B)).code()).isEqualTo("issuer-needed");
  }

  /// The only provider that a role trusts, its only subject, and whether SPIFFE IDs can be added
  /// without an issuer.
  @ParameterizedTest
  @CsvSource({
    "oidc.example.org, spiffe://example.org/a, true",
    "token.actions.githubusercontent.com, repo:acme/shop:ref:refs/heads/main, false",
    "token.actions.githubusercontent.com, spiffe://example.org/a, false",
    "gitlab.com, , false",
    "gitlab.acme.example, project_path:acme/shop:ref_type:branch:ref:main, false",
    "kubernetes.acme.example, system:serviceaccount:prod:app, false",
    "oidc.eks.eu-west-1.amazonaws.com/id/1, , false",
  })
  void theIssuerIsRequiredIfTheRoleTrustsAnotherKind(String host, String sub, boolean added) {
    var condition =
        sub == null
            ? ""
            : ",'Condition':{'StringEquals':{'%s:aud':'sts.amazonaws.com','%s:sub':'%s'}}"
                .formatted(host, host, sub);
    roles.with(
        "app",
        TrustPolicy.parse(
            ("{'Statement':[{'Effect':'Allow','Principal':{'Federated':"
                    + "'arn:aws:iam::123456789012:oidc-provider/%s'},"
                    + "'Action':'sts:AssumeRoleWithWebIdentity'%s}]}")
                .formatted(host, condition)
                .replace('\'', '"')),
        OURS);

    if (added) {
      assertThat(actions(add(false, B).changes())).containsExactly("created");
    } else {
      var problem = problem(() -> add(false, B));
      assertThat(problem.code()).isEqualTo("issuer-needed");
      assertThat(problem).isInstanceOf(Problem.Malformed.class);
      assertThat(problem.message()).contains(host);
      assertThat(roles.writes).isEmpty();
    }
  }

  @Test
  void aPolicyOverTheQuotaIsRejectedBeforeTheCall() {
    roles.with("app", trusting(A), OURS);
    var many = new ArrayList<String>();
    for (var i = 0; i < 40; i++) {
      many.add("spiffe://example.org/ns/production/sa/workload-number-" + i);
    }

    assertThat(problem(() -> add(false, many.toArray(String[]::new))).code())
        .isEqualTo("trust-policy-too-long");
    assertThat(roles.writes).isEmpty();
    roles.quota = OptionalInt.of(4096);
    assertThat(add(false, many.toArray(String[]::new)).changes().changes()).hasSize(40);
  }

  @Test
  void aPatternForTheWholeTrustDomainRequiresForce() {
    roles.with("app", trusting(A), OURS);

    for (var pattern : List.of("spiffe://example.org/*", "spiffe://example.org/?*/*")) {
      assertThat(problem(() -> add(false, pattern))).isInstanceOf(Problem.Malformed.class);
    }
    assertThat(problem(() -> add(false, "spiffe://example.org*")).code())
        .isEqualTo("malformed-pattern");
  }

  @Test
  void theLastSubjectCannotBeRemoved() {
    roles.with("app", trusting(A), OURS);

    var problem = problem(() -> remove(A));

    assertThat(problem.code()).isEqualTo("last-statement");
    assertThat(problem.hint()).contains("trust role delete app");
    assertThat(roles.writes).isEmpty();
  }

  @Test
  void removingASubjectThatAPatternAllowsWarns() {
    roles.with("app", trusting("spiffe://example.org/n/a", "spiffe://example.org/n/*"), OURS);

    var outcome = remove("spiffe://example.org/n/a");

    assertThat(actions(outcome.changes())).containsExactly("deleted");
    assertThat(outcome.warnings()).hasSize(1);
  }

  @Test
  void aRoleIsCreatedAndTheSecondRunChangesNothing() {
    var request = create(false, false, List.of(A, B), List.of("AmazonS3ReadOnlyAccess"));

    assertThat(actions(run(request).changes()))
        .containsExactly("created", "created", "created", "created", "created");
    assertThat(roles.attachedPolicies("app"))
        .containsExactly("arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess");
    assertThat(roles.get("app").isManaged()).isTrue();
    roles.writes.clear();
    assertThat(actions(run(request).changes())).containsOnly("unchanged");
    assertThat(roles.writes).isEmpty();
  }

  @Test
  void onlyExactRemovesSettings() {
    run(create(false, false, List.of(A), List.of("One")));
    run(create(false, false, List.of(B), List.of("Two")));
    assertThat(subs()).containsExactly(A, B);
    assertThat(roles.attachedPolicies("app")).hasSize(2);

    run(create(true, false, List.of(B), List.of("Two")));

    assertThat(subs()).containsExactly(B);
    assertThat(roles.attachedPolicies("app")).hasSize(1);
    roles.writes.clear();
    assertThat(actions(run(create(true, false, List.of(B), List.of("Two"))).changes()))
        .containsOnly("unchanged");
  }

  @Test
  void anUnmanagedRoleIsExtendedOnlyByAdoptAndDeletedOnlyByForce() {
    roles.with("app", trusting(A), Map.of());
    var delete = new DeleteRole(roles, RoleLocks.NONE);

    assertThat(problem(() -> run(create(false, false, List.of(B), List.of()))).code())
        .isEqualTo("role-not-ours");
    assertThat(problem(() -> delete.run(new DeleteRole.Request(ROLE, false, false))).code())
        .isEqualTo("role-not-ours");
    run(create(false, true, List.of(B), List.of()));
    assertThat(roles.get("app").isManaged()).isTrue();
    assertThat(actions(delete.run(new DeleteRole.Request(ROLE, false, false))))
        .containsExactly("deleted", "deleted");
    assertThat(actions(delete.run(new DeleteRole.Request(ROLE, false, false))))
        .containsExactly("unchanged");
  }

  @Test
  void aRoleInAnInstanceProfileIsNotDeleted() {
    roles.with("app", trusting(A), OURS);
    roles.profiles.add("web");

    assertThat(
            problem(() ->
                    new DeleteRole(roles, RoleLocks.NONE)
                        .run(new DeleteRole.Request(ROLE, true, false)))
                .code())
        .isEqualTo("role-in-instance-profile");
  }

  @Test
  void anAudienceThatTheProviderDoesNotAcceptIsAWarning() {
    providers.with(ISSUER.text(), List.of("another"), List.of());

    assertThat(run(create(false, false, List.of(A), List.of())).warnings()).hasSize(1);
  }

  @Test
  void s3AccessNamesActionsObjectsAndPrefix() {
    assertThat(S3Access.parse("b-1/2026/:read").policy("aws"))
        .isEqualTo(
            """
            {"Version":"2012-10-17","Statement":[\
            {"Effect":"Allow","Action":"s3:ListBucket","Resource":"arn:aws:s3:::b-1",\
            "Condition":{"StringLike":{"s3:prefix":"2026/*"}}},\
            {"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::b-1/2026/*"}]}\
            """);
    assertThat(S3Access.parse("b-1:write").policy("aws-cn"))
        .isEqualTo(
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow",\
            "Action":["s3:PutObject","s3:DeleteObject","s3:AbortMultipartUpload"],\
            "Resource":"arn:aws-cn:s3:::b-1/*"}]}\
            """);
    assertThat(S3Access.parse("b-1/a/b:read").policyName())
        .isNotEqualTo(S3Access.parse("b-1/a=b:read").policyName());
    for (var wrong : List.of("b-1", "b-1:all", "B:read", "b-1/a*:read", ":read")) {
      assertThat(problem(() -> S3Access.parse(wrong))).isInstanceOf(Problem.Malformed.class);
    }
    assertThat(problem(() -> S3Access.parse("b:read")).code()).isEqualTo("malformed-bucket");
  }

  @Test
  void aDiffHasTheFewestLines() {
    assertThat(LineDiff.of("a\nb\nc", "a\nx\nc\nd")).isEqualTo("- b\n+ x\n+ d");
    assertThat(LineDiff.of("a", "a")).isEmpty();
    assertThat(LineDiff.of("", "a\nb")).isEqualTo("+ a\n+ b");
  }

  @Test
  void aMissingManagedPolicyIsReportedBeforeTheFirstWrite() {
    roles.missingPolicies.add("arn:aws:iam::aws:policy/NoSuchPolicy");
    var request = create(false, false, List.of(A), List.of("NoSuchPolicy"));

    assertThat(problem(() -> run(request)).code()).isEqualTo("no-such-policy");
    assertThat(roles.writes).isEmpty();
  }

  @Test
  void aFailureReportsTheCompletedWrites() {
    roles.refused = "put " + S3Access.parse("reports/2026:read").policyName();
    var request = create(false, false, List.of(A), List.of("AmazonS3ReadOnlyAccess"));

    var problem = problem(() -> run(request));

    assertThat(problem).isInstanceOf(Problem.Refused.class);
    assertThat(problem.message())
        .contains("IAM does not accept it; before that, the role app was created")
        .contains("AmazonS3ReadOnlyAccess was attached");
    assertThat(problem.hint()).contains("same command again");
    roles.refused = null;
    assertThat(actions(run(request).changes()))
        .containsExactly("unchanged", "unchanged", "unchanged", "created");
  }

  @Test
  void exactResetsTheSessionDurationIfNoneIsSpecified() {
    roles.with("app", trusting(A), OURS);
    roles.updateMaxSession("app", Duration.ofHours(4));

    run(create(false, false, List.of(A), List.of()));
    assertThat(roles.get("app").maxSession()).isEqualTo(Duration.ofHours(4));
    run(create(true, false, List.of(A), List.of()));
    assertThat(roles.get("app").maxSession()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aDiffShowsAnAppendedItemWithoutTheComma() {
    assertThat(LineDiff.of("[\n {\n a\n }\n]", "[\n {\n a\n },\n {\n b\n }\n]"))
        .isEqualTo("+  {\n+  b\n+  }");
  }

  @Test
  void aDiffShowsARemovedFirstItemFromItsBrace() {
    assertThat(LineDiff.of("[\n {\n  a\n },\n {\n  b\n }\n]", "[\n {\n  b\n }\n]"))
        .isEqualTo("-  {\n-   a\n-  },");
  }

  @Test
  void aPolicyDocumentIsDecodedAndKeepsAPlus() {
    assertThat(SdkRoles.decoded("%7B%22a%22%3A%22x+y%2Bz%22%7D")).isEqualTo("{\"a\":\"x+y+z\"}");
    assertThat(SdkRoles.decoded("{\"a\":\"100%\"}")).isEqualTo("{\"a\":\"100%\"}");
    assertThat(SdkRoles.decoded("%zz")).isEqualTo("%zz");
  }

  private ChangeReport add(boolean dryRun, String... ids) {
    return new AddSubjects(roles, providers, RoleLocks.NONE, sleeper)
        .run(
            new AddSubjects.Request(
                ROLE, subjects(ids), Optional.empty(), Optional.empty(), false, false, dryRun));
  }

  private ChangeReport remove(String... ids) {
    return new RemoveSubjects(roles, providers, RoleLocks.NONE, sleeper)
        .run(
            new RemoveSubjects.Request(
                ROLE, subjects(ids), Optional.empty(), Optional.empty(), false));
  }

  private ChangeReport run(CreateRole.Request request) {
    return new CreateRole(roles, providers, RoleLocks.NONE, sleeper).run(request);
  }

  private static CreateRole.Request create(
      boolean exact, boolean adopt, List<String> ids, List<String> policies) {
    return new CreateRole.Request(
        ROLE,
        ISSUER,
        subjects(ids.toArray(String[]::new)),
        Optional.empty(),
        policies,
        Map.of(),
        List.of(S3Access.parse("reports/2026:read")),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Map.of(),
        false,
        exact,
        adopt,
        false);
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
