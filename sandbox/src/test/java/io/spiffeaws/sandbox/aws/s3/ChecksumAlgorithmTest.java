package io.spiffeaws.sandbox.aws.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChecksumAlgorithmTest {
  /// Tests the check values from the algorithms' own catalogues.
  @ParameterizedTest
  @CsvSource({"CRC32, cbf43926", "CRC32C, e3069283", "CRC64NVME, ae8b14860a799888"})
  void checkValuesAreCorrect(ChecksumAlgorithm algorithm, String expected) {
    var running = algorithm.start();
    var digits = "123456789".getBytes(StandardCharsets.US_ASCII);
    running.update(digits, digits.length);

    assertThat(HexFormat.of().formatHex(running.value())).isEqualTo(expected);
  }
}
