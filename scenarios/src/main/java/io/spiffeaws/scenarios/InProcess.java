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
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Runs the tool in this process, with buffers for its streams. Lines that require a shell, and
/// commands that start a child program, use the installed tool instead.
///
/// @param directory directory of the installed `spiffe-aws`, for shells
record InProcess(Path directory) implements Program {
  private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_]+=.*");

  /// Commands with `--` are not run in process, because they pass the streams, and possibly the
  /// process, to a child.
  @Override
  public boolean supports(List<String> words) {
    var program = program(words);
    return program + 1 < words.size()
        && words.get(program).equals("spiffe-aws")
        && !words.contains("--");
  }

  /// Returns the index of the program, which follows its variable assignments.
  private static int program(List<String> words) {
    var before = words.stream().takeWhile(word -> ASSIGNMENT.matcher(word).matches());
    return (int) before.count();
  }

  @Override
  public Result run(List<String> words, Map<String, String> environment, Path directory) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    InputStream in = new ByteArrayInputStream(new byte[0]);
    var program = program(words);
    var own = new HashMap<>(environment);
    for (var assignment : words.subList(0, program)) {
      var parts = assignment.split("=", 2);
      own.put(parts[0], parts[1]);
    }
    var console = new Console(in, out, err, false, false, 100, own, directory);
    var exit =
        new Application(console, Clock.systemUTC(), InProcess::sleep)
            .run(words.subList(program + 1, words.size()).toArray(String[]::new));
    return new Result(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static void sleep(Duration duration) {
    try {
      Thread.sleep(duration);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
