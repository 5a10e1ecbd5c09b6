package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.Problem;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RemainingCausesTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/app";

  /// AWS reports a missing provider by another error than a missing role; other services report
  /// everything by one.
  @ParameterizedTest
  @CsvSource({
    "not-authorized, false, false",
    "not-authorized, true, false",
    "invalid-identity-token, false, true",
    "invalid-identity-token, true, true"
  })
  void everyCauseThatIsLeftHasItsCommand(String code, boolean tags, boolean provider) {
    var problem =
        RemainingCauses.problem(
            request(tags), new Problem.Refused(code, "no", ""), "the token is valid");

    assertThat(problem.message())
        .contains(
            "spiffe://example.org/a with audience sts.amazonaws.com",
            "provider than that of https://oidc.example.org",
            "role app does not exist in account 123456789012, or has a path");
    assertThat(problem.hint())
        .startsWith(
            "ask an operator with IAM permissions to find the cause: to check the policy, run:"
                + " spiffe-aws trust check app --sub spiffe://example.org/a --issuer"
                + " https://oidc.example.org --audience sts.amazonaws.com; ")
        .contains(
            "spiffe-aws trust add-sub app spiffe://example.org/a --issuer https://oidc.example.org"
                + " --audience sts.amazonaws.com",
            "spiffe-aws trust role create app --issuer https://oidc.example.org --sub"
                + " spiffe://example.org/a --audience sts.amazonaws.com");
    assertThat(problem.hint().contains("trust provider create https://oidc.example.org --audience"))
        .isEqualTo(provider);
    assertThat(problem.hint().contains("--session-tags")).isEqualTo(tags);
  }

  private static ExchangeRequest request(boolean tags) {
    var claims =
        "{\"iss\":\"https://oidc.example.org\",\"sub\":\"spiffe://example.org/a\",\"aud\":\"sts.amazonaws.com\"%s}"
            .formatted(tags ? ",\"https://aws.amazon.com/tags\":{\"principal_tags\":{}}" : "");
    return new ExchangeRequest(
        RoleArn.parse(ROLE),
        new SessionName("session"),
        new TokenForge("k").signed(claims),
        Duration.ofHours(1),
        SessionPolicies.NONE);
  }
}
