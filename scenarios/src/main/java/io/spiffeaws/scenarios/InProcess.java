package io.spiffeaws.scenarios;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.console.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// The tool in this very process, with buffers for its streams. What only a shell can run, and what
/// starts a child program, gets the tool as it is installed.
///
/// @param folder where `spiffe-aws` is, for shells
record InProcess(Path folder) implements Program {
  /// `--` hands the streams, and maybe the process, to a child.
  @Override
  public boolean takes(List<String> words) {
    return words.size() > 1 && words.getFirst().equals("spiffe-aws") && !words.contains("--");
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
