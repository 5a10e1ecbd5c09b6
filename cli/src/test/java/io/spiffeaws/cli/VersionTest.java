package io.spiffeaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, amd64, linux/amd64",
    "Linux, aarch64, linux/arm64",
    "Mac OS X, aarch64, darwin/arm64",
    "FreeBSD, amd64, freebsd/amd64",
  })
  void namesThePlatform(String system, String architecture, String platform) {
    assertThat(Version.platform(system, architecture)).isEqualTo(platform);
  }

  @Test
  void saysWhatBugReportsNeed() {
    assertThat(Version.read().toString())
        .matches("spiffe-aws \\S+ \\(\\S+, \\S+, \\w+/\\w+, Java \\d.*\\)");
  }
}
