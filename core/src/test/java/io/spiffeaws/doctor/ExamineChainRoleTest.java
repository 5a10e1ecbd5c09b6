package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// The checks of the account, the provider and the role.
class ExamineChainRoleTest extends ExaminedChain {
  @Test
  void deniedSubjectFailsTrustAndTheExchangeRefersToIt() {
    offered.set(0, OTHER);
    refusal = new Problem.Refused("subject-not-trusted", "it is not allowed", "");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo("trust");
    assertThat(detail(checks, "exchange")).isEqualTo("because of trust");
    assertThat(skipped(checks)).isEqualTo("exchange session");
    assertThat(retryBudget.waitForRetry()).isFalse();
  }

  @Test
  void conditionOnTheRequestIsSkipped() {
    roles.with(
        "s3-app",
        TrustPolicy.parse(
            TRUST.replace(
                "\"StringEquals\"",
                "\"IpAddress\":{\"aws:SourceIp\":\"203.0.113.0/24\"},\"StringEquals\"")),
        Map.of());

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEmpty();
    assertThat(skipped(checks)).isEqualTo("trust");
    assertThat(detail(checks, "trust")).contains("aws:SourceIp");
    assertThat(check(checks, "exchange").ok()).isTrue();
  }

  @Test
  void unknownAudienceFailsProviderAndRole() {
    audience = "vault";
    assertThat(failed(examine("s3-app"))).isEqualTo("audience");
  }

  @Test
  void missingRoleIsReportedWithTheCommandThatCreatesIt() {
    var checks = examine("none");

    assertThat(failed(checks)).isEqualTo("role");
    assertThat(skipped(checks)).isEqualTo("trust");
    assertThat(check(checks, "role").hint())
        .isEqualTo(
            "create it with: spiffe-aws trust role create none --issuer https://oidc.example.org"
                + " --sub spiffe://example.org/s3-app");
  }

  @Test
  void similarRoleIsSpecifiedInsteadOfCreated() {
    var checks = examine("s3-ap");

    assertThat(failed(checks)).isEqualTo("role");
    assertThat(check(checks, "role").hint())
        .isEqualTo("did you mean s3-app? specify --role arn:aws:iam::123456789012:role/s3-app");
  }

  @Test
  void roleWithAnotherPathFails() {
    var checks =
        examine()
            .run(request(Optional.empty(), Optional.of("arn:aws:iam::123456789012:role/p/s3-app")));

    assertThat(failed(checks)).isEqualTo("role");
    assertThat(check(checks, "role").hint())
        .isEqualTo("specify its ARN: --role arn:aws:iam::123456789012:role/s3-app");
  }

  @Test
  void missingPermissionSkipsTheCheckAndIsReported() {
    roleProblem = new Problem.Refused("access-denied", "AWS denied iam:GetRole", "let it");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEmpty();
    assertThat(skipped(checks)).isEqualTo("role trust");
    assertThat(detail(checks, "role")).isEqualTo("requires iam:GetRole: AWS denied iam:GetRole");
  }

  @Test
  void withoutCredentialsTheAccountIsSkippedAndTheExchangeRuns() {
    callerProblem = new Problem.Refused("no-aws-credentials", "there are none", "set them");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEmpty();
    assertThat(skipped(checks)).isEqualTo("account provider role trust");
    assertThat(check(checks, "exchange").ok()).isTrue();
  }

  @Test
  void credentialsOfAnotherAccountSkipTheRole() {
    caller = "999999999999";
    assertThat(skipped(examine("s3-app"))).isEqualTo("account provider role trust");
  }

  @Test
  void sameAccountNumberInAnotherPartitionIsSkipped() {
    partition = "aws-cn";

    var checks = examine("s3-app");

    assertThat(skipped(checks)).isEqualTo("account provider role trust");
    assertThat(detail(checks, "account")).contains("for partition aws-cn");
  }

  @Test
  void sessionLongerThanTheRoleAllowsFails() {
    duration = Duration.ofHours(2);

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo("duration");
    assertThat(detail(checks, "duration"))
        .isEqualTo("a session of 2h is requested, but the role allows at most 1h");
    assertThat(check(checks, "duration").hint())
        .endsWith(
            ": spiffe-aws trust role create s3-app --issuer https://oidc.example.org --sub"
                + " spiffe://example.org/s3-app --max-session-duration 2h --adopt");
  }
}
