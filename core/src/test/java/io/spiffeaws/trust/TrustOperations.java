package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import io.spiffeaws.trust.iam.ChangeReport;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.role.CreateRole;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.subject.ListedSubject;
import io.spiffeaws.trust.subject.NewTrustPolicy;
import io.spiffeaws.trust.subject.SubjectEditor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Roles and a provider, and the operations on them.
abstract class TrustOperations {
  static final IssuerUrl ISSUER = IssuerUrl.parse("https://oidc.example.org");
  static final ProviderArn PROVIDER = ProviderArn.of("aws", "123456789012", ISSUER);
  static final RoleReference ROLE = RoleReference.parse("app");
  static final String A = "spiffe://example.org/a";
  static final String B = "spiffe://example.org/b";
  static final Map<String, String> OURS = Map.of(Role.MANAGED_TAG, Role.MANAGED_VALUE);
  final FakeRoles roles = new FakeRoles();

  final FakeOidcProviders providers =
      new FakeOidcProviders().with(ISSUER.text(), List.of("sts.amazonaws.com"), List.of());

  final List<Duration> pauses = new ArrayList<>();
  final Sleeper sleeper = pauses::add;

  ChangeReport add(boolean dryRun, String... ids) {
    return new AddSubjects(roles, providers, RoleLocks.NONE, sleeper)
        .run(
            new AddSubjects.Request(
                ROLE, subjects(ids), Optional.empty(), Optional.empty(), false, false, dryRun));
  }

  ChangeReport remove(String... ids) {
    return new RemoveSubjects(roles, providers, RoleLocks.NONE, sleeper)
        .run(
            new RemoveSubjects.Request(
                ROLE, subjects(ids), Optional.empty(), Optional.empty(), false));
  }

  ChangeReport run(CreateRole.Request request) {
    return new CreateRole(roles, providers, RoleLocks.NONE, sleeper, new StopRequest())
        .run(request);
  }

  static List<Subject> subjects(String... ids) {
    return List.of(ids).stream().map(Subject::parse).toList();
  }

  static TrustPolicy trusting(String... ids) {
    return NewTrustPolicy.of(PROVIDER, "sts.amazonaws.com", subjects(ids));
  }

  List<String> subs() {
    return SubjectEditor.subs(roles.get("app").trust()).stream().map(ListedSubject::sub).toList();
  }

  static List<String> actions(Changes changes) {
    return changes.changes().stream().map(Change::action).map(Change.Action::word).toList();
  }

  interface Call {
    Object run();
  }

  static Problem problem(Call call) {
    return catchThrowableOfType(ProblemException.class, call::run).problem();
  }
}
