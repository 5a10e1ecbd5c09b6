package io.spiffeaws.change;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StopRequestTest {
  private final StopRequest stop = new StopRequest();

  @Test
  void changesDoNotBeginAfterAStop() {
    assertThat(stop.make()).isFalse();
    assertThat(stop.begin()).isFalse();
    assertThat(stop.isMade()).isTrue();
  }

  @Test
  void aStopReportsThatChangesHaveBegun() {
    assertThat(stop.begin()).isTrue();
    assertThat(stop.make()).isTrue();
    assertThat(stop.isMade()).isTrue();
  }
}
