package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.time.RetryBudget;
import io.spiffeaws.time.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssumeRoleChainTest {
  private static final SessionPolicies NARROW =
      new SessionPolicies(Optional.of("{\"Statement\":[]}"), List.of());
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private final List<ExchangeRequest> exchanged = new ArrayList<>();
  private final List<AssumeRequest> assumed = new ArrayList<>();
  private int refusals;
  private Instant now = Instant.EPOCH;

  @Test
  void eachRoleIsAssumedWithThePreviousSession() {
    var given = run(Duration.ZERO, "b", "c");
    assertThat(given.accessKeyId()).isEqualTo("of-c");
    assertThat(assumed)
        .extracting(request -> request.session().accessKeyId() + " " + request.role().name())
        .containsExactly("of-a b", "of-b c");
    assertThat(assumed)
        .allSatisfy(request -> assertThat(request.sessionName().text()).isEqualTo("name"));
  }

  @Test
  void onlyTheLastSessionHasDurationAndPolicies() {
    run(Duration.ZERO, "b", "c");
    assertThat(exchanged.getFirst().policies()).isEqualTo(SessionPolicies.NONE);
    assertThat(exchanged.getFirst().duration()).isEqualTo(Duration.ofMinutes(15));
    assertThat(assumed)
        .extracting(AssumeRequest::policies)
        .containsExactly(SessionPolicies.NONE, NARROW);
    assertThat(assumed)
        .extracting(AssumeRequest::duration)
        .containsExactly(Duration.ofMinutes(15), HALF_AN_HOUR);
  }

  @Test
  void withoutChainTheExchangeGivesTheSession() {
    assertThat(run(Duration.ZERO).accessKeyId()).isEqualTo("of-a");
    assertThat(exchanged.getFirst().policies()).isEqualTo(NARROW);
    assertThat(exchanged.getFirst().duration()).isEqualTo(HALF_AN_HOUR);
    assertThat(assumed).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "10, 4"})
  void denialIsRetriedWithinTheRetryBudget(int seconds, int calls) {
    refusals = 3;
    if (seconds == 0) {
      var e =
          catchThrowableOfType(ProblemException.class, () -> run(Duration.ofSeconds(seconds), "b"));
      assertThat(e.problem().code()).isEqualTo(RoleAssumption.NOT_AUTHORIZED);
    } else {
      run(Duration.ofSeconds(seconds), "b");
    }
    assertThat(assumed).hasSize(calls);
  }

  @ParameterizedTest
  @CsvSource({"PT1H, true", "PT1H1S, false"})
  void chainedSessionLastsAtMostOneHour(Duration duration, boolean taken) {
    var refusal = catchThrowableOfType(ProblemException.class, () -> request(duration, "b"));
    assertThat(refusal == null).isEqualTo(taken);
    assertThat(request(duration).target().name()).isEqualTo("a");
  }

  private SessionCredentials run(Duration wait, String... chain) {
    Sleeper driven =
        new Sleeper() {
          @Override
          public void sleep(Duration duration) {
            now = now.plus(duration);
          }

          @Override
          public Duration elapsed() {
            return Duration.between(Instant.EPOCH, now);
          }
        };
    var token = new TokenForge("k").signed("{\"sub\":\"spiffe://example.org/a\"}");
    return new ObtainCredentials(
            () -> token,
            this::exchange,
            this::assume,
            StsErrorExplanation.NONE,
            SessionStore.NONE,
            new RetryBudget(driven, wait))
        .run(request(HALF_AN_HOUR, chain))
        .credentials();
  }

  private static ObtainCredentials.Request request(Duration duration, String... chain) {
    return new ObtainCredentials.Request(
        role("a"),
        List.of(chain).stream().map(AssumeRoleChainTest::role).toList(),
        Optional.of(new SessionName("name")),
        duration,
        NARROW);
  }

  private static RoleArn role(String name) {
    return RoleArn.named(name, "123456789012", "aws");
  }

  private SessionCredentials exchange(ExchangeRequest request) {
    exchanged.add(request);
    return session(request.role());
  }

  private SessionCredentials assume(AssumeRequest request) {
    assumed.add(request);
    if (refusals-- > 0) {
      throw ProblemException.refused(RoleAssumption.NOT_AUTHORIZED, "refused", "");
    }
    return session(request.role());
  }

  private static SessionCredentials session(RoleArn role) {
    return new SessionCredentials(
        "of-" + role.name(), Secret.of("s"), Secret.of("t"), Instant.MAX, "arn", "1");
  }
}
