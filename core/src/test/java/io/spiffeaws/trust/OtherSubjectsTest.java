package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.change.Change;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.subject.ListedSubject;
import io.spiffeaws.trust.subject.ProviderAudience;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Subjects other than SPIFFE IDs: of GitHub, GitLab and Kubernetes clusters.
class OtherSubjectsTest {
  private static final String GITHUB = "token.actions.githubusercontent.com";
  private static final String MAIN = "repo:acme/shop:ref:refs/heads/main";
  private final FakeRoles roles = new FakeRoles();

  @ParameterizedTest
  @CsvSource({
    "repo:*, true",
    "*, true",
    "project_path:*, true",
    "system:serviceaccount:*, true",
    "repo:acme/shop:*, false",
    "system:serviceaccount:prod:*, false",
    "repo:acme/shop:ref:refs/heads/main, false",
    "spiffe://example.org/*, true",
    "spiffe://*, true",
    "spiffe://example.org/a/*, false"
  })
  void aPatternOfAllSubjectsIsDetected(String subject, boolean all) {
    assertThat(Subject.asWritten(subject).wholeTrustDomain()).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "example.org/app", "spiffe:/a", "SPIFFE://a/b", ""})
  void invalidTextIsNotASubject(String text) {
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> Subject.ofAnyIssuer(text)).problem())
        .isInstanceOf(Problem.Malformed.class);
  }

  @Test
  void aSubjectIsAddedIfTheIssuerHasSuchSubjects() {
    roles.with("ci", github(MAIN), Map.of());
    assertThat(add("repo:acme/shop:pull_request", Optional.empty()).action())
        .isEqualTo(Change.Action.CREATED);
    assertThat(SubjectEditor.subs(roles.find("ci").orElseThrow().trust()))
        .extracting(ListedSubject::sub)
        .containsExactly(MAIN, "repo:acme/shop:pull_request");
  }

  @Test
  void aSubjectIsNotAddedToSpiffeIds() {
    roles.with("ci", github("spiffe://example.org/a"), Map.of());
    assertThat(problem(() -> add(MAIN, Optional.empty())).message())
        .isEqualTo(
            "\"%s\" is not a SPIFFE ID, but the subjects of https://%s are"
                .formatted(MAIN, GITHUB));
  }

  @Test
  void allSubjectsOfAnIssuerRequireForce() {
    roles.with("ci", github(MAIN), Map.of());
    assertThat(problem(() -> add("repo:*", Optional.empty())).message())
        .isEqualTo("\"repo:*\" would allow every subject of the issuer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"repo:acme/shop:*", "repo:*", "*", "spiffe://*", "spiffe://EXAMPLE.org/a", "a b"})
  void aSubjectOfAnyFormIsRemoved(String subject) {
    roles.with("ci", github(MAIN, subject), Map.of());
    var removed =
        new RemoveSubjects(roles, new FakeOidcProviders(), RoleLocks.NONE, _ -> {})
            .run(
                new RemoveSubjects.Request(
                    RoleReference.parse("ci"),
                    List.of(Subject.asWritten(subject)),
                    Optional.empty(),
                    Optional.empty(),
                    false));
    assertThat(removed.changes().changes())
        .extracting(Change::action)
        .containsExactly(Change.Action.DELETED);
    assertThat(SubjectEditor.subs(roles.find("ci").orElseThrow().trust()))
        .extracting(ListedSubject::sub)
        .containsExactly(MAIN);
  }

  @Test
  void theHintForAMissingRoleCreatesItWithTheSubject() {
    assertThat(
            problem(() ->
                    add(
                        "spiffe://example.org/a/*",
                        Optional.of(IssuerUrl.parse("https://oidc.example.org"))))
                .hint())
        .isEqualTo(
            "create it with: spiffe-aws trust role create ci --issuer https://oidc.example.org --sub"
                + " 'spiffe://example.org/a/*'");
  }

  private Change add(String subject, Optional<IssuerUrl> issuer) {
    return new AddSubjects(roles, new FakeOidcProviders(), RoleLocks.NONE, _ -> {})
        .run(
            new AddSubjects.Request(
                RoleReference.parse("ci"),
                List.of(Subject.ofAnyIssuer(subject)),
                issuer,
                Optional.empty(),
                false,
                false,
                false))
        .changes()
        .changes()
        .getFirst();
  }

  private static Problem problem(ThrowingCallable call) {
    return catchThrowableOfType(ProblemException.class, call).problem();
  }

  private static TrustPolicy github(String... subjects) {
    var provider = new ProviderArn("arn:aws:iam::123456789012:oidc-provider/" + GITHUB);
    var target = new ProviderAudience(provider, Optional.of(ProviderAudience.DEFAULT_AUDIENCE));
    var policy = TrustPolicy.empty();
    for (var subject : subjects) {
      policy = SubjectEditor.addSub(policy, target, Subject.asWritten(subject), false).policy();
    }
    return policy;
  }
}
