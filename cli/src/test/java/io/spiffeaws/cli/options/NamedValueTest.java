package io.spiffeaws.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.RegionName;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.sts.SessionName;
import io.spiffeaws.time.DurationText;
import java.net.URI;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class NamedValueTest {
  @Test
  void aRejectedValueIsReportedWithItsVariable() {
    assertThat(problem("SPIFFE_AWS_WAIT (--wait)", "abc", DurationText::parse))
        .isEqualTo(
            new Problem.Malformed(
                "malformed-duration",
                "invalid value \"abc\" for SPIFFE_AWS_WAIT (--wait): expected a duration such as 90s,"
                    + " 15m or 1h30m",
                "use a unit, as in 90s; a number without a unit is in seconds"));
    assertThat(problem("--spiffe-id", "x", SpiffeId::parse).message())
        .isEqualTo(
            "invalid value \"x\" for --spiffe-id: expected a SPIFFE ID: it does not begin with"
                + " spiffe://");
    assertThat(problem("--session-name", "a b", SessionName::new).message())
        .isEqualTo("invalid value \"a b\" for --session-name: expected a valid session name");
  }

  @Test
  void aMessageInOtherWordsFollowsTheName() {
    assertThat(
            problem(
                    "--x",
                    "1",
                    _ -> {
                      throw ProblemException.malformed("odd", "only even numbers are allowed", "");
                    })
                .message())
        .isEqualTo("invalid value for --x: only even numbers are allowed");
  }

  @Test
  void anInvalidValueIsReportedOnce() {
    assertThat(problem("AWS_REGION (--region)", "EU", RegionName::check).message())
        .isEqualTo("invalid value \"EU\" for AWS_REGION (--region)");
    assertThat(problem("AWS_ENDPOINT_URL", "a b", NamedValueTest::endpoint).message())
        .isEqualTo("invalid value \"a b\" for AWS_ENDPOINT_URL");
    assertThat(
            problem("AWS_ENDPOINT_URL", "http://example.org", NamedValueTest::endpoint).message())
        .startsWith(
            "invalid value for AWS_ENDPOINT_URL: the endpoint \"http://example.org\" would");
    assertThat(problem("--mode", "9", FileAccess::mode).message())
        .startsWith("invalid value \"9\" for --mode: expected octal digits");
  }

  @Test
  void aProblemThatIsNotMalformedIsNotChanged() {
    var refused = ProblemException.unreachable("gone", "the server is gone", "");
    var thrown =
        catchThrowableOfType(
            ProblemException.class,
            () ->
                new NamedValue("x", "--x")
                    .parse(_ -> {
                      throw refused;
                    }));
    assertThat(thrown.problem()).isEqualTo(refused.problem());
  }

  private static URI endpoint(String text) {
    return AwsSettings.parseEndpoint(text, false);
  }

  private static <T> Problem problem(String name, String text, Function<String, T> parser) {
    return catchThrowableOfType(
            ProblemException.class, () -> new NamedValue(text, name).parse(parser))
        .problem();
  }
}
