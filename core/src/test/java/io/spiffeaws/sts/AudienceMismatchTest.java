package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.trust.iam.FakeRoles;
import io.spiffeaws.trust.iam.OidcProvider;
import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.WebIdentity;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudienceMismatchTest {
  private static final ProviderArn PROVIDER =
      new ProviderArn("arn:aws:iam::123456789012:oidc-provider/oidc.example.org");

  /// The audience of the token, those of the provider, that of the policy (- if it cannot be read),
  /// and the begin of the hint.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vault | sts.amazonaws.com       | sts.amazonaws.com | specify --audience sts.amazonaws.com, or set SPIFFE_AWS_AUDIENCE
          vault | b sts.amazonaws.com     | sts.amazonaws.com | specify --audience sts.amazonaws.com, or set SPIFFE_AWS_AUDIENCE
          sts.amazonaws.com | vault       | sts.amazonaws.com | to accept it, run: spiffe-aws trust provider create https://oidc.example.org --audience sts.amazonaws.com
          vault | sts.amazonaws.com       | other             | specify --audience sts.amazonaws.com,
          vault | sts.amazonaws.com       | -                 | specify --audience sts.amazonaws.com, or set SPIFFE_AWS_AUDIENCE or the context's audience to that value; if the trust policy requires vault, to accept it, run: spiffe-aws trust provider create
          spiffe://td/a | sts.amazonaws.com | spiffe://td/a   | specify --audience sts.amazonaws.com,
          spiffe://td/a | sts.amazonaws.com | -               | specify --audience sts.amazonaws.com,
          """)
  void audienceThatTwoOfThreeAgreeOnIsRight(
      String token, String accepted, String policy, String hint) {
    var provider =
        new OidcProvider(PROVIDER, Arrays.asList(accepted.split(" ")), List.of(), Map.of());
    var identity =
        new WebIdentity(PROVIDER.text(), PROVIDER.hostPath(), "spiffe://example.org/a", token);
    var role = policy.equals("-") ? Optional.<Role>empty() : role(policy);

    var problem = AudienceMismatch.find(identity, provider, role).orElseThrow();

    assertThat(problem.code()).isEqualTo("wrong-audience");
    assertThat(problem.hint()).startsWith(hint);
    assertThat(problem.hint()).doesNotContain("create https://oidc.example.org --audience spiffe:");
  }

  private static Optional<Role> role(String audience) {
    return new FakeRoles()
        .with(
            "app",
            TrustPolicy.parse(
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                 "Principal":{"Federated":"%s"},"Action":"sts:AssumeRoleWithWebIdentity",
                 "Condition":{"StringEquals":{"oidc.example.org:aud":"%s",
                 "oidc.example.org:sub":"spiffe://example.org/a"}}}]}
                """
                    .formatted(PROVIDER, audience)),
            Map.of())
        .find("app");
  }
}
