package io.spiffeaws.trust.iam;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MisspelledRoleTest {
  /// A name, the roles of the account, and the similar one.
  @ParameterizedTest
  @CsvSource({
    "s3-ap, s3-app other, s3-app",
    "s3-apq, s3-app other, s3-app",
    "S3-App, s3-app, s3-app",
    "s3app, s3-app, s3-app",
    "s3-app, s3-apps s3-ap, s3-ap",
    "app1, app2, ''",
    "none, s3-app, ''",
    "api, app-for-reports, ''",
    "reports-writer, reports-reader, ''",
    "s3-app, s3-app, ''"
  })
  void onlyATypingErrorIsSimilar(String typed, String names, String expected) {
    assertThat(MisspelledRole.of(typed, Arrays.asList(names.split(" "))).orElse(""))
        .isEqualTo(expected);
  }
}
