package io.spiffeaws.cli.view;

import io.spiffeaws.doctor.CheckExplanation;
import io.spiffeaws.json.Json;
import java.util.stream.Collectors;

/// Shows the explanation of a check of `doctor`.
public final class ExplanationView {
  private ExplanationView() {}

  public static void show(CheckExplanation explanation, Output output) {
    output.result(() -> json(explanation), () -> text(explanation));
  }

  private static Json json(CheckExplanation explanation) {
    return Json.object()
        .with("checks", Json.array(explanation.names().stream().map(Json::of).toList()))
        .with("what", Json.of(explanation.what()))
        .with("why", Json.of(explanation.why()))
        .with("fixes", Json.array(explanation.fixes().stream().map(Json::of).toList()));
  }

  private static String text(CheckExplanation explanation) {
    return "%s\n\n%s\n\nWhy: %s\n\nIf it fails:\n%s\n"
        .formatted(
            String.join(", ", explanation.names()),
            explanation.what(),
            explanation.why(),
            explanation.fixes().stream().map("- "::concat).collect(Collectors.joining("\n")));
  }
}
