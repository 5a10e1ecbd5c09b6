package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.time.Sleeper;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ObtainCredentialsTest {
  private static final SessionCredentials GIVEN =
      new SessionCredentials("A", Secret.of("s"), Secret.of("t"), Instant.EPOCH, "arn", "1");
  private static final ObtainCredentials.Request REQUEST =
      new ObtainCredentials.Request(
          RoleArn.parse("arn:aws:iam::123456789012:role/app"),
          List.of(),
          Optional.empty(),
          Duration.ofHours(1),
          SessionPolicies.NONE);

  private final Ticking clock = new Ticking();
  private final List<Duration> pauses = new ArrayList<>();
  private final ArrayDeque<Problem> refusals = new ArrayDeque<>();
  private final List<JwtToken> sent = new ArrayList<>();
  private final TokenForge forge = new TokenForge("k");
  private int fetched;

  @ParameterizedTest
  @CsvSource({
    // the first error of STS, and the number of calls without --wait
    "token-expired, 2",
    "key-not-retrieved, 2",
    "issuer-unreachable-for-sts, 2",
    "not-authorized, 1",
    "no-oidc-provider, 1",
    "invalid-identity-token, 1",
    "wrong-audience, 1",
    "session-too-long, 1",
    "access-denied, 1"
  })
  void onlyTransientErrorsAreRetried(String code, int calls) {
    refuse(code);
    run(Duration.ZERO);
    assertThat(sent).hasSize(calls);
  }

  @Test
  void expiredTokenIsFetchedAgainOnce() {
    refuse("token-expired", "token-expired");
    assertThat(run(Duration.ZERO)).contains("token-expired");
    assertThat(fetched).isEqualTo(2);
    assertThat(sent.get(0)).isNotEqualTo(sent.get(1));
    assertThat(pauses).isEmpty();
  }

  @Test
  void unreachableIssuerIsRetriedTwice() {
    refuse("key-not-retrieved", "key-not-retrieved", "key-not-retrieved", "key-not-retrieved");
    assertThat(run(Duration.ZERO)).contains("key-not-retrieved");
    assertThat(sent).hasSize(3);
    assertThat(pauses).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
  }

  @ParameterizedTest
  @EnumSource(
      value = ExchangeRejection.class,
      names = {"NOT_AUTHORIZED", "NO_PROVIDER", "INVALID_TOKEN"})
  void propagationIsWaitedFor(ExchangeRejection refusal) {
    refuse(refusal.code(), refusal.code(), refusal.code());
    assertThat(run(Duration.ofSeconds(10))).isEmpty();
    assertThat(sent).hasSize(4);
  }

  @Test
  void retryBudgetIsLimited() {
    for (var i = 0; i < 100; i++) {
      refuse("not-authorized");
    }
    assertThat(run(Duration.ofSeconds(10))).contains("not-authorized");
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void lifetimeIsAtMostTheRequestedDuration() {
    var life = Duration.ofHours(1);
    for (var off = -60; off <= 30; off += 30) {
      var now = GIVEN.expiresAt().minus(life).plus(Duration.ofMinutes(off));
      var lifetime = REQUEST.lifetime(GIVEN, now);
      assertThat(lifetime.renewAt()).isBeforeOrEqualTo(now.plus(life.dividedBy(2)));
      assertThat(lifetime.expiresAt())
          .isBeforeOrEqualTo(now.plus(life))
          .isBeforeOrEqualTo(GIVEN.expiresAt());
    }
  }

  @Test
  void sessionIsRenewedWithItsCertificate() {
    var now = GIVEN.expiresAt().minus(Duration.ofHours(1));
    var half = now.plus(Duration.ofMinutes(30));
    for (var minutes : new int[] {10, 29, 31, 90}) {
      var end = now.plus(Duration.ofMinutes(minutes));
      var lifetime = REQUEST.lifetime(GIVEN.renewedBy(Optional.of(end)), now);
      assertThat(lifetime.renewAt()).isEqualTo(end.isBefore(half) ? end : half);
      assertThat(lifetime.expiresAt()).isEqualTo(GIVEN.expiresAt());
    }
  }

  @Test
  void onlyRejectionsAreExplained() {
    refusals.add(new Problem.Unreachable("service-failed", "down", ""));
    assertThat(run(Duration.ZERO, (_, _) -> new Problem.Refused("explained", "m", "")))
        .contains("service-failed");
    refuse("access-denied");
    assertThat(run(Duration.ZERO, (_, _) -> new Problem.Refused("explained", "m", "")))
        .contains("explained");
  }

  @Test
  void aMissingIdentityIsDiagnosedWithTheRole() {
    var problem = proofFailure("no-identity-issued", "run: spiffe-aws doctor");
    assertThat(problem.hint())
        .isEqualTo("run: spiffe-aws doctor --role arn:aws:iam::123456789012:role/app");
    assertThat(proofFailure("agent-hangs", "check the agent").hint()).isEqualTo("check the agent");
  }

  private Problem proofFailure(String code, String hint) {
    var obtain =
        new ObtainCredentials(
            () -> {
              throw ProblemException.noIdentity(code, "none", hint);
            },
            this::exchange,
            _ -> GIVEN,
            StsErrorExplanation.NONE,
            SessionStore.NONE,
            new RetryBudget(driven, Duration.ZERO));
    return catchThrowableOfType(ProblemException.class, () -> obtain.run(REQUEST)).problem();
  }

  private void refuse(String... codes) {
    for (var code : codes) {
      refusals.add(new Problem.Refused(code, "refused", ""));
    }
  }

  private Optional<String> run(Duration wait) {
    return run(wait, StsErrorExplanation.NONE);
  }

  /// Obtains credentials; returns the code of the problem, or empty if there is none.
  private Optional<String> run(Duration wait, StsErrorExplanation explanation) {
    var obtain =
        new ObtainCredentials(
            () -> forge.signed("{\"sub\":\"spiffe://example.org/a\",\"n\":" + fetched++ + "}"),
            this::exchange,
            _ -> GIVEN,
            explanation,
            SessionStore.NONE,
            new RetryBudget(driven, wait));
    return Optional.ofNullable(
            catchThrowableOfType(
                ProblemException.class,
                () -> assertThat(obtain.run(REQUEST).credentials()).isEqualTo(GIVEN)))
        .map(e -> e.problem().code());
  }

  private SessionCredentials exchange(ExchangeRequest request) {
    sent.add(request.token());
    assertThat(request.sessionName().text()).isEqualTo("example.org-a");
    var refusal = refusals.poll();
    if (refusal != null) {
      throw new ProblemException(refusal);
    }
    return GIVEN;
  }

  private final Sleeper driven =
      new Sleeper() {
        @Override
        public void sleep(Duration duration) {
          pauses.add(duration);
          clock.now = clock.now.plus(duration);
        }

        @Override
        public Duration elapsed() {
          return Duration.between(Instant.EPOCH, clock.now);
        }
      };

  private static final class Ticking extends Clock {
    private Instant now = Instant.parse("2026-11-23T12:00:00Z");

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
