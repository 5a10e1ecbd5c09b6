package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
            .run(
                request(Optional.empty(), Optional.of("arn:aws:iam::123456789012:role/p/s3-app")),
                _ -> {});

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

  /// The account of the credentials and the problem of the exchange, and the failed check.
  @ParameterizedTest
  @CsvSource({
    "999999999999, not-authorized, account",
    "999999999999, invalid-identity-token, account",
    "999999999999, no-oidc-provider, account",
    "999999999999, key-not-retrieved, exchange",
    "999999999999, connection-refused, exchange",
    "123456789012, not-authorized, exchange"
  })
  void credentialsOfAnotherAccountAreTheCauseIfStsDenies(
      String account, String code, String failed) {
    caller = account;
    refusal = new Problem.Refused(code, "STS denied it", "");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo(failed);
    if (failed.equals("account")) {
      assertThat(detail(checks, "account"))
          .contains(account, "arn:aws:iam::123456789012:role/s3-app");
      assertThat(check(checks, "account").hint())
          .isEqualTo(
              "to find the cause, specify credentials of account 123456789012 with --profile or AWS_PROFILE");
      assertThat(detail(checks, "exchange")).isEqualTo("because of account");
    }
  }

  @Test
  void roleOfTheSameNameInTheAccountOfTheCredentialsIsProposed() {
    refusal = new Problem.Refused("not-authorized", "STS denied it", "");

    var checks =
        examine()
            .run(
                request(Optional.empty(), Optional.of("arn:aws:iam::999999999999:role/s3-app")),
                _ -> {});

    assertThat(failed(checks)).isEqualTo("account");
    assertThat(detail(checks, "account"))
        .endsWith("account 123456789012 has the role arn:aws:iam::123456789012:role/s3-app");
    assertThat(check(checks, "account").hint())
        .startsWith(
            "if that role is meant, specify its ARN: --role arn:aws:iam::123456789012:role/s3-app;");
  }

  @Test
  void slowIssuerIsNotAskedAgainByTheExchange() {
    took = Duration.ofSeconds(5);
    refusal = new Problem.Refused("key-not-retrieved", "not called", "");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo("issuer_time");
    assertThat(detail(checks, "exchange")).isEqualTo("because of issuer_time");
    assertThat(exchanges).isZero();
  }

  @Test
  void exchangeIsNotRepeatedIfItsCauseIsKnown() {
    refusal = new Problem.Refused("key-not-retrieved", "STS could not fetch the key", "");
    issuerProblem = new Problem.Unreachable("connection-refused", "it is down", "start it");

    assertThat(failed(examine("s3-app"))).isEqualTo("issuer_tcp");
    assertThat(exchanges).isEqualTo(1);
  }

  @Test
  void readerWithoutIamLearnsThePrivateCertificatesThumbprint() {
    callerProblem = new Problem.Refused("no-aws-credentials", "there are none", "set them");
    refusal = new Problem.Refused("key-not-retrieved", "STS could not fetch the key", "check it");
    publicCa = false;

    var exchange = check(examine("s3-app"), "exchange");

    assertThat(exchange.detail()).contains("thumbprint 00,");
    assertThat(exchange.hint())
        .startsWith(
            "ask an operator with IAM permissions to add it with: spiffe-aws trust provider create https://oidc.example.org --thumbprint auto;");

    publicCa = true;
    assertThat(check(examine("s3-app"), "exchange").hint()).isEqualTo("check it");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void profileThatCannotBeUsedIsAFindingIfItWasSpecified(boolean specified) {
    chosen = specified;
    callerProblem = new Problem.Malformed("broken-profile", "no secret key", "fix it");

    var checks = examine("s3-app");

    assertThat(check(checks, "account").failed()).isEqualTo(specified);
    assertThat(check(checks, "provider").detail().equals("because of account"))
        .isEqualTo(specified);
  }

  @Test
  void profileThatFailsAsTheChainDoesIsNotTheCause() {
    chosen = true;
    callerProblem = new Problem.Malformed("broken-profile", "its program exited with 4", "");
    refusal = new Problem.Refused("not-authorized", "STS denied it", "allow it");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo("exchange");
    assertThat(check(checks, "account").failed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void serviceThatDoesNotAnswerForASpecifiedProfileIsAFinding(boolean specified) {
    chosen = specified;
    callerProblem = new Problem.Unreachable("timed-out", "no answer", "");

    assertThat(check(examine("s3-app"), "account").failed()).isEqualTo(specified);
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
