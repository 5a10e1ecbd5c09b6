package io.spiffeaws.trust.role;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ListTrustingRolesTest {
  private static final String SPIRE = "https://oidc.example.org";
  private static final String GITHUB = "https://token.actions.githubusercontent.com";

  @Test
  void aRoleIsListedByTheIssuersThatItsPolicyNames() {
    var roles =
        new FakeRoles()
            .with("app", trusting(Map.of(SPIRE, "spiffe://a/b")), Map.of())
            .with("ci", trusting(Map.of(GITHUB, "repo:o/r:*")), Map.of())
            .with("none", TrustPolicy.empty(), Map.of());
    var list = new ListTrustingRoles(roles);

    assertThat(list.run(Optional.of(IssuerUrl.parse(SPIRE))))
        .singleElement()
        .satisfies(role -> {
          assertThat(role.name()).isEqualTo("app");
          assertThat(role.issuers()).containsExactly(SPIRE);
          assertThat(role.subjects()).containsExactly("spiffe://a/b");
        });
    assertThat(list.run(Optional.empty()))
        .extracting(TrustingRole::name)
        .containsExactlyInAnyOrder("app", "ci");
    assertThat(list.run(Optional.of(IssuerUrl.parse(SPIRE + "/")))).isEmpty();
  }

  private static TrustPolicy trusting(Map<String, String> subjects) {
    var policy = TrustPolicy.empty();
    for (var subject : subjects.entrySet()) {
      var provider = ProviderArn.of("aws", "123456789012", IssuerUrl.parse(subject.getKey()));
      policy =
          policy.plus(
              TrustStatement.allowing(
                  provider, "sts.amazonaws.com", List.of(Subject.asWritten(subject.getValue()))));
    }
    return policy;
  }
}
