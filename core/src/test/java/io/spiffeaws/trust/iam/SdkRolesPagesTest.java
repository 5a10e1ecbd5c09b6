package io.spiffeaws.trust.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.fuzz.CannedHttp;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class SdkRolesPagesTest {
  @Test
  void aRepeatedMarkerIsAnErrorInEveryListing() {
    assertEnds("ListRoles", "Roles", SdkRoles::list);
    assertEnds("ListRoles", "Roles", SdkRoles::listed);
    assertEnds("ListRolePolicies", "PolicyNames", roles -> roles.inlinePolicies("a"));
    assertEnds(
        "ListAttachedRolePolicies", "AttachedPolicies", roles -> roles.attachedPolicies("a"));
    assertEnds("ListInstanceProfilesForRole", "InstanceProfiles", r -> r.instanceProfiles("a"));
  }

  private static void assertEnds(String call, String list, Consumer<SdkRoles> run) {
    var answer =
        "<%sResponse><%sResult><%s/><IsTruncated>true</IsTruncated><Marker>m</Marker></%sResult></%sResponse>"
            .formatted(call, call, list, call, call);
    var iam = CannedHttp.iam(answer.getBytes(StandardCharsets.UTF_8));
    var problem =
        catchThrowableOfType(ProblemException.class, () -> run.accept(new SdkRoles(iam))).problem();

    assertThat(problem).isInstanceOf(Problem.Unreachable.class);
    assertThat(problem.code()).isEqualTo("repeated-page-token");
  }
}
