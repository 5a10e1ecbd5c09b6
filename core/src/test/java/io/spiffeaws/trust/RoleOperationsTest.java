package io.spiffeaws.trust;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.change.StopRequest;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.role.CreateRole;
import io.spiffeaws.trust.role.DeleteRole;
import io.spiffeaws.trust.role.RoleLocks;
import io.spiffeaws.trust.role.S3Access;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Creating and deleting roles.
class RoleOperationsTest extends TrustOperations {
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
    var delete = new DeleteRole(roles, RoleLocks.NONE, new StopRequest());

    assertThat(problem(() -> run(create(false, false, List.of(B), List.of()))).code())
        .isEqualTo("role-not-ours");
    assertThat(problem(() -> delete.run(new DeleteRole.Request(ROLE, false, false))).code())
        .isEqualTo("role-not-ours");
    run(create(false, true, List.of(B), List.of()));
    assertThat(roles.get("app").isManaged()).isTrue();
    assertThat(actions(delete.run(new DeleteRole.Request(ROLE, false, false)).changes()))
        .containsExactly("deleted", "deleted");
    assertThat(actions(delete.run(new DeleteRole.Request(ROLE, false, false)).changes()))
        .containsExactly("unchanged");
  }

  @Test
  void aRoleInAnInstanceProfileIsNotDeleted() {
    roles.with("app", trusting(A), OURS);
    roles.profiles.add("web");

    assertThat(
            problem(() ->
                    new DeleteRole(roles, RoleLocks.NONE, new StopRequest())
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
  void aProviderThatCannotBeReadIsReportedBeforeTheFirstWrite() {
    providers.unreadable = ProblemException.refused("access-denied", "denied", "");

    assertThat(problem(() -> run(create(false, false, List.of(A), List.of()))).code())
        .isEqualTo("access-denied");
    assertThat(roles.writes).isEmpty();
  }

  @Test
  void idsOfDifferentTrustDomainsAreAWarning() {
    var foreign = "spiffe://exmple.org/c";
    var warning =
        foreign
            + " is in another trust domain than the other IDs that this role trusts (example.org);"
            + " a SPIRE server issues tokens of its own trust domain only";

    assertThat(run(create(false, false, List.of(A, foreign), List.of())).warnings())
        .containsExactly(warning);
    roles.with("app", trusting(A), OURS);
    assertThat(run(create(false, false, List.of(foreign), List.of())).warnings())
        .containsExactly(warning);
    roles.with("app", trusting(A), OURS);
    assertThat(add(true, foreign, B).warnings()).containsExactly(warning);
    assertThat(add(false, B).warnings()).isEmpty();
    // a policy that has both already was seen before
    roles.with("app", trusting(A, foreign), OURS);
    assertThat(add(false, foreign).warnings()).isEmpty();
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
}
