package io.spiffeaws.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CheckProgressTest {
  private final ByteArrayOutputStream words = new ByteArrayOutputStream();

  @Test
  void aTerminalShowsTheLastCheckUntilTheEnd() {
    run(true);
    assertThat(words.toString(StandardCharsets.UTF_8))
        .isEqualTo("\r\u001b[K1 checked, last agent\r\u001b[K2 checked, last identity\r\u001b[K");
  }

  @Test
  void aPipeAndQuietShowNothing() {
    run(false);
    run(true, "--quiet");
    assertThat(words.size()).isZero();
  }

  private void run(boolean terminal, String... options) {
    var console =
        new Console(
            InputStream.nullInputStream(),
            new ByteArrayOutputStream(),
            words,
            terminal,
            terminal,
            100,
            Map.of(),
            Path.of("/"));
    var output = new Output(console, CommandLine.populateCommand(new GlobalOptions(), options));
    try (var progress = new CheckProgress(output)) {
      progress.accept(Check.good("agent", "answers"));
      progress.accept(Check.skipped("identity", "none", ""));
    }
  }
}
