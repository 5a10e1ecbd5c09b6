package io.spiffeaws.cli.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsoleTest {
  @Test
  void whoeverPrintsItSeesNothingOfTheEnvironment() {
    var environment = Map.of("AWS_SECRET_ACCESS_KEY", "planted");
    var console =
        new Console(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            false,
            false,
            80,
            environment,
            Path.of("/here"));
    assertThat(console.toString()).contains("/here").doesNotContain("planted");
  }
}
