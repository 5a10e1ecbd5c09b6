package io.spiffeaws.trust.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.StopRequest;
import io.spiffeaws.change.StoppableChanges;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.subject.NewTrustPolicy;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Deletions of a role's policies and of the role, one call after another.
class DeleteRoleTest {
  private final FakeRoles roles = new FakeRoles();
  private final StopRequest stop = new StopRequest();

  @BeforeEach
  void roleWithThreePolicies() {
    var provider =
        ProviderArn.of("aws", "123456789012", IssuerUrl.parse("https://oidc.example.org"));
    roles.with(
        "app",
        NewTrustPolicy.of(
            provider, "sts.amazonaws.com", List.of(Subject.parse("spiffe://example.org/a"))),
        Map.of(Role.MANAGED_TAG, Role.MANAGED_VALUE));
    roles.attachPolicy("app", "arn:one");
    roles.attachPolicy("app", "arn:two");
    roles.putInlinePolicy("app", "three", "{}");
    roles.writes.clear();
  }

  @Test
  void policiesAreDeletedBeforeTheRole() {
    var result = delete(false);

    assertThat(names(result)).containsExactly("three", "arn:one", "arn:two", "app");
    assertThat(result.notTried()).isZero();
    assertThat(result.planned()).isEqualTo(4);
    assertThat(roles.find("app")).isEmpty();
  }

  @Test
  void stopLeavesTheRest() {
    roles.afterDetach = stop::make;

    var result = delete(false);

    assertThat(names(result)).containsExactly("three", "arn:one");
    assertThat(result.notTried()).isEqualTo(2);
    assertThat(result.planned()).isEqualTo(4);
    assertThat(roles.writes).containsExactly("drop three", "detach arn:one");
  }

  @Test
  void stopBeforeTheFirstDeletionLeavesEverything() {
    stop.make();

    assertThat(delete(false).changes().changes()).isEmpty();
    assertThat(roles.writes).isEmpty();
  }

  @Test
  void dryRunDoesNotBeginChanges() {
    assertThat(names(delete(true))).hasSize(4);
    assertThat(roles.writes).isEmpty();
    assertThat(stop.make()).isFalse();
  }

  private StoppableChanges delete(boolean dryRun) {
    return new DeleteRole(roles, RoleLocks.NONE, stop)
        .run(new DeleteRole.Request(RoleReference.parse("app"), false, dryRun));
  }

  private static List<String> names(StoppableChanges result) {
    return result.changes().changes().stream().map(Change::name).toList();
  }
}
