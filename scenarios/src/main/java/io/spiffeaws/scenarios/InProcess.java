package io.spiffeaws.scenarios;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The tool in this very process, with buffers for its streams. What only a shell can run, and what
/// starts a child program, gets it as a JVM started from this one's class path.
///
/// @param folder where `spiffe-aws` is, for shells
record InProcess(Path folder) implements Program {
  static InProcess in(Path folder) throws IOException {
    var script = Files.createDirectories(folder).resolve("spiffe-aws");
    Files.writeString(
        script,
        """
        #!/bin/sh
        exec '%s/bin/java' --enable-native-access=ALL-UNNAMED -XX:+UseSerialGC \\
          -XX:TieredStopAtLevel=1 -cp '%s' io.spiffeaws.cli.Main "$@"
        """
            .formatted(System.getProperty("java.home"), System.getProperty("java.class.path")));
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    return new InProcess(folder);
  }

  /// `--` hands the streams, and maybe the process, to a child; and the SDK takes the operator's
  /// credentials for `trust` from the process's own environment.
  @Override
  public boolean takes(List<String> words) {
    return words.size() > 1
        && words.getFirst().equals("spiffe-aws")
        && !words.contains("--")
        && !words.get(1).equals("trust");
  }

  @Override
  public Result run(List<String> words, Map<String, String> environment, Path directory) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(new byte[0]);
    var console = new Console(in, out, err, false, false, 100, environment, directory);
    var exit =
        new Application(console, Clock.systemUTC(), InProcess::pause)
            .run(words.subList(1, words.size()).toArray(String[]::new));
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void pause(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
