package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.s3.S3Location;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.workload.AgentAddress;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Checks a chain of fakes, from which each test removes one link.
class ExamineChainTest extends ExaminedChain {
  @Test
  void bucketIsCheckedLastIfRequested() {
    s3 = Optional.of(S3Location.parse("s3://reports"));
    assertThat(examine("s3-app"))
        .extracting(Check::name)
        .endsWith("session", "s3_write", "s3_read", "s3_delete");
    refusal = new Problem.Refused("denied", "STS denied it", "");
    assertThat(examine("s3-app")).last().isEqualTo(Check.skipped("s3", "there is no session", ""));
  }

  @Test
  void correctChainPassesEveryCheck() {
    server = Optional.of(ExamineChainTest::entries);

    var checks = examine("s3-app");

    assertThat(checks).allMatch(Check::ok);
    assertThat(checks)
        .extracting(Check::name)
        .containsExactly(
            "agent",
            "identity",
            "entry",
            "token",
            "token_alg",
            "token_kid",
            "token_iss",
            "token_exp",
            "issuer_url",
            "issuer_dns",
            "issuer_tls",
            "issuer_ca",
            "issuer_discovery",
            "issuer",
            "issuer_jwks_uri",
            "issuer_keys",
            "issuer_key_ids",
            "issuer_key_kinds",
            "issuer_private_keys",
            "issuer_time",
            "token_key",
            "clock",
            "account",
            "provider",
            "audience",
            "role",
            "trust",
            "duration",
            "exchange",
            "session");
  }

  @Test
  void withoutRoleTheChecksStopAtTheIssuer() {
    var checks = examine().run(request(Optional.empty(), Optional.empty()), _ -> {});

    assertThat(failed(checks)).isEmpty();
    assertThat(checks.getLast().name()).isEqualTo("role");
    assertThat(skipped(checks)).isEqualTo("role");
  }

  @Test
  void hintsDoNotAllowTheSubjectOfAForgedToken() {
    server = Optional.of(ExamineChainTest::entries);

    var checks =
        examine()
            .run(
                request(
                    Optional.of(
                        new TokenForge("k1")
                            .signed(
                                "{\"iss\":\"%s\",\"sub\":\"%s\",\"aud\":\"%s\",\"iat\":%d,\"exp\":%d}"
                                    .formatted(
                                        ISSUER,
                                        OTHER,
                                        audience,
                                        NOW.getEpochSecond(),
                                        NOW.getEpochSecond() + 300))),
                    Optional.of("arn:aws:iam::123456789012:role/s3-app")),
                _ -> {});

    assertThat(failed(checks)).isEqualTo("entry token_key trust");
    assertThat(detail(checks, "trust")).contains(OTHER.toString());
    assertThat(check(checks, "entry").hint()).isEqualTo("fix token_key first");
    assertThat(check(checks, "trust").hint()).isEqualTo("fix token_key first");
  }

  @ParameterizedTest
  @ValueSource(strings = {"role-path", "denied-by-statement"})
  void causeOfAnEarlierCheckIsNotRepeated(String code) {
    refusal = new Problem.Refused(code, "no", "do this");
    roles.with("s3-app", TrustPolicy.parse(TRUST.replace("Allow", "Deny")), Map.of());
    var role = code.equals("role-path") ? "p/s3-app" : "s3-app";

    assertThat(detail(examine(role), "exchange")).startsWith("because of ");
  }

  @Test
  void errorThatOnlyStsReportsIsPrinted() {
    refusal = new Problem.Refused("region-disabled", "this region is off", "another");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEqualTo("exchange");
    assertThat(detail(checks, "exchange")).isEqualTo("this region is off");
    assertThat(retryBudget.waitForRetry()).isTrue();
  }

  @Test
  void unreachableIssuerDoesNotPreventTheExchange() {
    issuerProblem = new Problem.Unreachable("connection-refused", "connection refused", "");

    var checks = examine("s3-app");

    assertThat(failed(checks)).isEmpty();
    assertThat(skipped(checks)).isEqualTo("issuer_tcp token_key clock");
    assertThat(detail(checks, "issuer_tcp")).startsWith("STS accepted the token");
    assertThat(check(checks, "exchange").ok()).isTrue();
  }

  @Test
  void clockSkewIsFoundWithTheIssuersClock() {
    served = Optional.of(NOW.minus(Duration.ofHours(1)));
    refusal = new Problem.Refused("token-expired", "it has expired", "");
    assertThat(failed(examine("s3-app"))).isEqualTo("clock");
    assertThat(examine("s3-app").get(2).name()).isEqualTo("clock");

    refusal = null;
    assertThat(skipped(examine("s3-app"))).isEqualTo("clock"); // AWS does not use that clock

    served = Optional.empty();
    assertThat(skipped(examine("s3-app"))).isEqualTo("clock");
  }

  @Test
  void malformedAddressThrows() {
    var chain =
        examine(
            new ExamineAgent(
                () -> AgentAddress.parse("nonsense"),
                _ -> new Agent(),
                new RetryBudget(_ -> {}, Duration.ZERO),
                UnexplainedIdentity.create(),
                new UnusableAgent(Optional.empty(), "", CLOCK)));

    assertThatThrownBy(() -> chain.run(request(Optional.empty(), Optional.empty()), _ -> {}))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class));
  }
}
