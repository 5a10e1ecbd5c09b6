package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.spire.RotateX509Authority.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RotateX509AuthorityTest {
  private final List<String> calls = new ArrayList<>();
  private Optional<String> prepared = Optional.empty();
  private Optional<String> old = Optional.empty();

  @Test
  void eachStepAppliesToTheAuthorityInItsState() {
    prepared = Optional.of("p");
    old = Optional.of("o");
    for (var step : Step.values()) {
      rotation().run(step);
    }

    assertThat(calls).containsExactly("prepare", "activate p", "taint o", "revoke o");
  }

  @ParameterizedTest
  @CsvSource({"ACTIVATE, prepared, prepare", "TAINT, old, activate", "REVOKE, old, activate"})
  void aStepWithoutItsAuthorityNamesTheStepBefore(Step step, String state, String before) {
    assertThatThrownBy(() -> rotation().run(step))
        .hasMessageContaining("the SPIRE server has no " + state + " X.509 authority");
    assertThat(calls).isEmpty();
  }

  private RotateX509Authority rotation() {
    return new RotateX509Authority(
        new X509Authorities() {
          @Override
          public State state() {
            return new State(
                authority("a"), prepared.map(this::authority), old.map(this::authority));
          }

          private Authority authority(String id) {
            return new Authority(id, Instant.EPOCH);
          }

          @Override
          public void prepare() {
            calls.add("prepare");
          }

          @Override
          public void activate(String id) {
            calls.add("activate " + id);
          }

          @Override
          public void taint(String id) {
            calls.add("taint " + id);
          }

          @Override
          public void revoke(String id) {
            calls.add("revoke " + id);
          }
        });
  }
}
