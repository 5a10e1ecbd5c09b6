package io.spiffeaws.secret;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.credentials.endpoint.ServedRole;
import io.spiffeaws.exec.ProgramCall;
import io.spiffeaws.exec.RunWithRefreshedCredentials;
import io.spiffeaws.http.QueryCall;
import io.spiffeaws.json.Json;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.workload.JwtSvid;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Types that hold a secret, as a [Secret] or in the form in which it leaves the program, do not
/// print it.
class PlantedSecretTest {
  private static final String PLANTED = "planted";
  private static final Secret SECRET = Secret.of(PLANTED);
  private static final Map<String, String> ENVIRONMENT = Map.of("AWS_SESSION_TOKEN", PLANTED);
  private static final Path HERE = Path.of("/here");

  static List<Object> holders() {
    var credentials =
        new SessionCredentials("ASIA", SECRET, SECRET, Instant.EPOCH, "arn:aws:sts::1:a/b/c", "1");
    return List.of(
        SECRET,
        credentials,
        new AwsKeys("AKIA", SECRET, Optional.of(SECRET)),
        new JwtSvid(SpiffeId.parse("spiffe://example.org/a"), SECRET, ""),
        new JwtToken(SECRET, Json.object(), Json.object()),
        new ServedRole(SECRET, () -> credentials),
        new QueryCall.Answer(200, "<SecretAccessKey>planted</SecretAccessKey>"),
        new ProgramCall(HERE, List.of("run", PLANTED), ENVIRONMENT, HERE),
        new RunWithRefreshedCredentials.Request(
            List.of("run", PLANTED), ENVIRONMENT, HERE, Optional.empty(), HERE));
  }

  @ParameterizedTest
  @MethodSource("holders")
  void itIsNotPrinted(Object holder) {
    assertThat(holder.toString()).doesNotContain(PLANTED);
  }
}
