package io.spiffeaws.cli.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.time.Sleeper;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SandboxRunTest {
  @TempDir private Path directory;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @CsvSource({"exit 9, 9", "kill -9 $$, 137", "true, 0"})
  void theExitCodeOfTheCommandIsReturned(String script, int code) {
    assertThat(run(_ -> {}, "sandbox", "run", "--dir", dir(), "--", "sh", "-c", script))
        .isEqualTo(code);
    assertThat(directory.resolve("w")).doesNotExist();
  }

  @Test
  void aMissingCommandIs127AndOneThatIsNotExecutableIs126() {
    assertThat(run(_ -> {}, "sandbox", "run", "--dir", dir(), "--", "no-such-command"))
        .isEqualTo(127);
    assertThat(run(_ -> {}, "sandbox", "run", "--dir", dir(), "--", "/etc/passwd")).isEqualTo(126);
  }

  @Test
  void theCommandHasTheVariablesOfTheSandboxOnly() {
    run(_ -> {}, "sandbox", "run", "--dir", dir(), "--", "env");

    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("SPIFFE_ENDPOINT_SOCKET=unix://" + dir() + "/agent.sock\n")
        .contains("AWS_ACCESS_KEY_ID=AKIASANDBOXADMINUSER\n")
        .doesNotContain("AWS_SESSION_TOKEN", "AWS_PROFILE");
  }

  @Test
  void withoutACommandItPrintsVariablesAndWaitsUntilInterrupted() {
    assertThat(run(_ -> Thread.currentThread().interrupt(), "sandbox", "run", "--dir", dir()))
        .isEqualTo(130);
    var _ = Thread.interrupted(); // clear the interrupt for the following tests
    assertThat(out.toString(StandardCharsets.UTF_8))
        .startsWith(
            "unset AWS_PROFILE\nunset AWS_SESSION_TOKEN\nexport SPIFFE_ENDPOINT_SOCKET=unix://")
        .contains("\nexport AWS_EC2_METADATA_DISABLED=true\n")
        .contains("\nexport SPIFFE_AWS_SANDBOX=123456789012\n")
        .contains("\nexport SPIFFE_AWS_SANDBOX_DIR=" + dir() + "\n")
        .contains("\nexport SPIFFE_AWS_CONFIG=" + dir() + "/config.toml\n")
        .endsWith("\nexport AWS_SHARED_CREDENTIALS_FILE=" + dir() + "/aws-credentials\n");
  }

  @Test
  void asJsonTheVariablesAreAnObject() {
    run(_ -> Thread.currentThread().interrupt(), "sandbox", "run", "--dir", dir(), "-o", "json");
    var _ = Thread.interrupted(); // clear the interrupt for the following tests

    assertThat(JsonText.parse(out.toString(StandardCharsets.UTF_8), "output"))
        .isInstanceOfSatisfying(
            Json.Obj.class,
            object ->
                assertThat(object.text("SPIFFE_AWS_ISSUER"))
                    .isEqualTo(Optional.of("https://oidc.example.org")));
  }

  private String dir() {
    return directory.resolve("w").toString();
  }

  private int run(Sleeper sleeper, String... arguments) {
    var console =
        new Console(
            InputStream.nullInputStream(),
            out,
            err,
            false,
            false,
            100,
            Map.of("PATH", "/usr/bin:/bin", "AWS_PROFILE", "mine", "AWS_SESSION_TOKEN", "t"),
            directory);
    return new Application(console, Clock.systemUTC(), sleeper).run(arguments);
  }
}
