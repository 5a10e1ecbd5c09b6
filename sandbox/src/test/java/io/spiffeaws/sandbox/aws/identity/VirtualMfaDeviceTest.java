package io.spiffeaws.sandbox.aws.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VirtualMfaDeviceTest {
  private static final byte[] SEED = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  /// The times and codes of RFC 6238, appendix B; the last six digits of eight.
  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void acceptsTheCodesOfTheStandardOnce(long seconds, String code) {
    var device = at(seconds);
    assertThat(device.accepts("000000")).isFalse();
    assertThat(device.accepts(code)).isTrue();
    assertThat(device.accepts(code)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({"-61, false", "-30, true", "0, true", "30, true", "61, false"})
  void acceptsACodeUpToOneStepBeforeOrAfterItsOwn(long offset, boolean accepted) {
    assertThat(at(1_234_567_890 + offset).accepts("005924")).isEqualTo(accepted);
  }

  @Test
  void theSeedIsBase32() {
    assertThat(at(0).seed().reveal()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
  }

  private static VirtualMfaDevice at(long seconds) {
    var clock = Clock.fixed(Instant.ofEpochSecond(seconds), ZoneOffset.UTC);
    return VirtualMfaDevice.of("123456789012", SEED, clock);
  }
}
