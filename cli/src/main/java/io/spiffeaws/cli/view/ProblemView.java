package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.Problem;

/// Shows a [Problem] on standard error: what happened and why, then what mends it.
public final class ProblemView {
  private ProblemView() {}

  public static void show(Problem problem, Output output) {
    if (output.json()) {
      output.error(
          JsonText.compact(
              Json.object()
                  .with(
                      "error",
                      Json.object()
                          .with("code", Json.of(problem.code()))
                          .with("message", Json.of(problem.message()))
                          .with("hint", Json.of(problem.hint())))));
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
}
