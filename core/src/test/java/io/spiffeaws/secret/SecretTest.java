package io.spiffeaws.secret;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecretTest {
  private record Holder(String name, Secret key) {}

  @Test
  void isNotPrintedByARecordThatHoldsIt() {
    assertThat(new Holder("n", Secret.of("wJalrXUtnFEMI")).toString()).doesNotContain("wJalr");
  }

  @Test
  void equalsBySecretAndRevealsNothingByItsHash() {
    assertThat(Secret.of("a")).isEqualTo(Secret.of("a")).isNotEqualTo(Secret.of("b"));
    assertThat(Secret.of("a").hashCode()).isEqualTo(Secret.of("b").hashCode());
    assertThat(Secret.of("a").reveal()).isEqualTo("a");
  }
}
