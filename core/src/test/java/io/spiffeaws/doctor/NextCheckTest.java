package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Tests the last line, which names the option that is left.
class NextCheckTest {
  private static final Check EXCHANGE = Check.good("exchange", "a session");

  @Test
  void bucketIsProposedIfTheSessionIsGood() {
    assertThat(DoctorVerdict.next(List.of(EXCHANGE)))
        .hasValueSatisfying(line -> assertThat(line).contains("--s3 s3://BUCKET"));
    assertThat(DoctorVerdict.of(List.of(EXCHANGE))).isEqualTo("all checks passed");
  }

  @Test
  void nothingIsProposedBeforeAFix() {
    assertThat(DoctorVerdict.next(List.of(EXCHANGE, Check.bad("session", "", "")))).isEmpty();
    assertThat(DoctorVerdict.next(List.of(Check.skipped("exchange", "", "")))).isEmpty();
  }

  @Test
  void nothingIsProposedIfTheBucketWasChecked() {
    assertThat(DoctorVerdict.next(List.of(EXCHANGE, Check.good("s3_write", "")))).isEmpty();
    assertThat(DoctorVerdict.next(List.of(EXCHANGE, Check.skipped("s3", "", "")))).isEmpty();
  }
}
