package io.spiffeaws.cli;

import io.spiffeaws.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/// The commands whose start-up the build makes cheap: it runs this once, and what the JVM loaded
/// and linked for it goes into the AOT cache (JEP 514). It is in the program because the classes of
/// a training run must be on the class path that later uses the cache.
final class TrainingRun {
  private TrainingRun() {}

  public static void main(String[] arguments) {
    run(ExitCode.DONE, "--help");
    run(ExitCode.DONE, "--version");
    run(ExitCode.USAGE, "--no-such-option");
    run(ExitCode.USAGE, "-o", "json", "no-such-command");
    Main.main(new String[] {"--version"}); // last, for it ends the process as every command does
  }

  private static void run(int expected, String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var console =
        new Console(
            InputStream.nullInputStream(),
            out,
            err,
            false,
            false,
            100,
            Map.of(),
            Path.of("").toAbsolutePath());
    var code = new Application(console, Clock.systemUTC(), _ -> {}).run(arguments);
    if (code != expected) {
      throw new IllegalStateException(
          "%s ended with %d and not %d: %s"
              .formatted(List.of(arguments), code, expected, err.toString(StandardCharsets.UTF_8)));
    }
  }
}
