package io.spiffeaws.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

class DoctorVerdictTest {
  private static final Check GOOD = Check.good("agent", "answers");
  private static final Check BAD = Check.bad("trust", "denied", "");
  private static final Check SKIPPED = Check.skipped("role", "no permission", "");

  @Test
  void namesTheFailedChecks() {
    assertThat(DoctorVerdict.of(List.of(GOOD, BAD, SKIPPED))).isEqualTo("1 problem: trust");
    assertThat(DoctorVerdict.of(List.of(BAD, Check.bad("duration", "", ""))))
        .isEqualTo("2 problems: trust, duration");
  }

  @Test
  void namesWhatWasNotChecked() {
    assertThat(DoctorVerdict.of(List.of(GOOD))).isEqualTo("all checks passed");
    assertThat(DoctorVerdict.of(List.of(GOOD, SKIPPED)))
        .isEqualTo("no problem found; not checked: role");
  }

  @Test
  void summaryOmitsPassedPartsOnly() {
    var failedPart = Check.bad("issuer_tls", "expired", "");
    var skippedPart = Check.skipped("clock", "no answer", "");
    assertThat(
            DoctorVerdict.summary(
                List.of(GOOD, Check.good("token_alg", "RS256"), failedPart, skippedPart)))
        .containsExactly(GOOD, failedPart, skippedPart);
  }
}
