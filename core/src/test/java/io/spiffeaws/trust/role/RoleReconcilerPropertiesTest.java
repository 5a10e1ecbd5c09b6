package io.spiffeaws.trust.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.change.StopRequest;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.iam.FakeOidcProviders;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.RoleReference;
import io.spiffeaws.trust.iam.Roles;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RoleReconcilerPropertiesTest {
  private static final int ROUNDS = 2000;
  private static final IssuerUrl ISSUER = IssuerUrl.parse("https://oidc.example.org");
  private static final ProviderArn PROVIDER = ProviderArn.of("aws", "123456789012", ISSUER);

  private final FakeOidcProviders providers = new FakeOidcProviders();

  @Test
  void noPrincipalHasMoreThanBeforeOrAfterAtAnyStep() {
    providers.create(ISSUER, List.of("sts.amazonaws.com"), List.of(), Map.of());
    var random = new SplittableRandom(11);
    for (var round = 0; round < ROUNDS; round++) {
      var roles = role(random);
      var request = request(random, random.nextInt(4) > 0);
      var before = PermissionModel.rights(roles, "app");
      var steps = new ArrayList<Map<String, Set<String>>>();
      run(
          PermissionModel.watched(roles, () -> steps.add(PermissionModel.rights(roles, "app"))),
          request);
      var after = PermissionModel.rights(roles, "app");
      for (var step : steps) {
        PermissionModel.assertWithin(step, before, after, round + " " + roles.writes);
      }
    }
  }

  @Test
  void anInterruptedRunIsCompletedByTheNext() {
    providers.create(ISSUER, List.of("sts.amazonaws.com"), List.of(), Map.of());
    var random = new SplittableRandom(12);
    for (var round = 0; round < ROUNDS / 4; round++) {
      var roles = role(random);
      var request = request(random, true);
      var left = new int[] {random.nextInt(1, 8)};
      try {
        run(
            PermissionModel.watched(
                roles,
                () -> {
                  if (--left[0] == 0) {
                    throw ProblemException.unreachable("gone", "IAM is gone", "");
                  }
                }),
            request);
      } catch (ProblemException e) {
        assertThat(e.problem().code()).isEqualTo("gone");
      }
      run(roles, request);
      assertThat(roles.get("app").trust())
          .isEqualTo(
              PermissionModel.trust(
                  PROVIDER, request.subjects().stream().map(Subject::text).toList(), false));
      assertThat(roles.get("app").boundary()).isEqualTo(request.boundary());
      assertThat(roles.attachedPolicies("app")).hasSameElementsAs(request.policies());
      assertThat(roles.inlinePolicies("app")).hasSameElementsAs(request.inlinePolicies().keySet());
      roles.writes.clear();
      run(roles, request);
      assertThat(roles.writes).isEmpty();
    }
  }

  private static FakeRoles role(SplittableRandom random) {
    var roles = new FakeRoles();
    var trust =
        PermissionModel.trust(PROVIDER, PermissionModel.ids(random), random.nextInt(4) == 0);
    PermissionModel.put(roles, "app", trust, Map.of("spiffe-aws", "managed"), random);
    return roles;
  }

  private static CreateRole.Request request(SplittableRandom random, boolean exact) {
    return new CreateRole.Request(
        RoleReference.parse("app"),
        ISSUER,
        PermissionModel.ids(random).stream().map(Subject::new).toList(),
        Optional.empty(),
        List.copyOf(PermissionModel.attached(random)),
        PermissionModel.inline(random),
        List.of(),
        Optional.empty(),
        Optional.empty(),
        PermissionModel.boundary(random),
        random.nextBoolean() ? Map.of() : Map.of("team", "a"),
        false,
        exact,
        false,
        false);
  }

  private void run(Roles roles, CreateRole.Request request) {
    new CreateRole(roles, providers, RoleLocks.NONE, _ -> {}, new StopRequest()).run(request);
  }
}
