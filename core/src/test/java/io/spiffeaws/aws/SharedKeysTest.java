package io.spiffeaws.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedKeysTest {
  private Instant now = Instant.EPOCH;
  private int asked;
  private @Nullable Problem problem;

  private final InstantSource time = () -> now;
  private final SharedKeys keys =
      new SharedKeys(
          new KeySource() {
            @Override
            public ExpiringKeys find() {
              asked++;
              if (problem != null) {
                throw new ProblemException(problem);
              }
              return new ExpiringKeys(
                  new AwsKeys("AKIA" + asked, Secret.of("s"), Optional.empty()),
                  Optional.of(now.plus(Duration.ofHours(1))));
            }

            @Override
            public boolean isGoodFor(ExpiringKeys found, Duration length) {
              return now.plus(length).isBefore(found.expires().orElseThrow());
            }
          },
          time.withZone(ZoneOffset.UTC));

  @Test
  void keysAreFoundOnceUntilTheyExpireSoon() {
    assertThat(keys.find()).isEqualTo(keys.find());
    assertThat(asked).isEqualTo(1);

    now = now.plus(Duration.ofMinutes(56));
    assertThat(keys.find().keys().accessKeyId()).isEqualTo("AKIA2");
  }

  @Test
  void errorIsRepeatedForAMinute() {
    problem = new Problem.Refused("profile-role-denied", "wrong code", "");
    assertThatThrownBy(keys::find).hasMessage("wrong code");
    assertThatThrownBy(keys::find).hasMessage("wrong code");
    assertThat(asked).isEqualTo(1);

    problem = null;
    now = now.plus(Duration.ofMinutes(1));
    assertThat(keys.find().keys().accessKeyId()).isEqualTo("AKIA2");
  }

  @Test
  void serviceThatDidNotAnswerIsAskedAgain() {
    problem = new Problem.Unreachable("timed-out", "no answer", "");
    assertThatThrownBy(keys::find).hasMessage("no answer");
    assertThatThrownBy(keys::find).hasMessage("no answer");
    assertThat(asked).isEqualTo(2);
  }
}
