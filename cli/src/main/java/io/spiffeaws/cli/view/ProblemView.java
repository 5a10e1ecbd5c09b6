package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.problem.Problem;

/// Shows a [Problem] on standard error: the cause, then the command that fixes it.
public final class ProblemView {
  private ProblemView() {}

  public static void show(Problem problem, Output output) {
    if (output.structured()) {
      output.error(output.encoded(json(problem)).stripTrailing());
      return;
    }
    output.error(
        "spiffe-aws: " + output.errorPalette().bad("error:") + " " + Text.plain(problem.message()));
    problem
        .hint()
        .lines()
        .forEach(line ->
            output.error(
                "spiffe-aws: " + output.errorPalette().notable("hint:") + " " + Text.plain(line)));
  }

  private static Json json(Problem problem) {
    return Json.object()
        .with(
            "error",
            Json.object()
                .with("code", Json.of(problem.code()))
                .with("message", Json.of(problem.message()))
                .with("hint", Json.of(problem.hint())));
  }
}
