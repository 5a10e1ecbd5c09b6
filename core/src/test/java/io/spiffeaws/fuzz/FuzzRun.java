package io.spiffeaws.fuzz;

import io.spiffeaws.problem.ProblemException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Runs one parser on many mutated inputs.
final class FuzzRun {
  private static final int SHOWN = 5;

  private final Target target;
  private final List<String> failures = new ArrayList<>();
  private int accepted;
  private int rejected;
  private long slowest;
  private double seconds;

  private FuzzRun(Target target) {
    this.target = target;
  }

  /// @param inputs how many; a thread of its own bounds the stack as that of a command does
  static FuzzRun of(Target target, int inputs, long seed) {
    var run = new FuzzRun(target);
    var mutation = new Mutation(seed);
    target.samples().forEach(run::sample);
    for (var i = 0; i < inputs && run.failures.size() < SHOWN; i++) {
      run.input(mutation.of(target));
    }
    return run;
  }

  /// The samples alone, which need not be accepted.
  static FuzzRun of(Target target) {
    var run = new FuzzRun(target);
    target.samples().forEach(run::input);
    return run;
  }

  /// Outcomes that are neither a value nor an allowed problem, with the input.
  List<String> failures() {
    return failures;
  }

  /// Records the processor time of the run.
  void used(double processorSeconds) {
    seconds = processorSeconds;
  }

  String summary() {
    return "%-28s %7d inputs, %6d accepted, %6d rejected, slowest %d ms, %.1f s, %d other outcomes"
        .formatted(
            target.name(),
            accepted + rejected + failures.size(),
            accepted,
            rejected,
            slowest / 1_000_000,
            seconds,
            failures.size());
  }

  /// A sample that is rejected would make the run worth nothing.
  private void sample(String text) {
    var before = accepted;
    input(text);
    if (accepted == before) {
      failures.add("a sample is not accepted: " + text);
    }
  }

  private void input(String text) {
    var started = System.nanoTime();
    try {
      target.parser().parse(text);
      accepted++;
    } catch (ProblemException e) {
      if (target.allowed().contains(e.problem().getClass())) {
        rejected++;
      } else {
        failures.add(e.problem() + " of: " + shown(text));
      }
    } catch (Exception | StackOverflowError | OutOfMemoryError e) {
      failures.add(stack(e) + "of: " + shown(text));
    }
    slowest = Math.max(slowest, System.nanoTime() - started);
  }

  private static String stack(Throwable e) {
    var stack = new StringWriter();
    e.printStackTrace(new PrintWriter(stack));
    return stack
        .toString()
        .lines()
        .limit(14)
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }

  /// As a Java literal.
  private static String shown(String text) {
    return text.chars()
        .limit(3000)
        .mapToObj(c ->
            c >= ' ' && c < 127 && c != '"' && c != '\\'
                ? Character.toString(c)
                : "\\u%04x".formatted(c))
        .collect(Collectors.joining("", "\"", "\"" + (text.length() > 3000 ? "..." : "")));
  }
}
