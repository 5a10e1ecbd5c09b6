package io.spiffeaws.cli.view;

import io.spiffeaws.check.Check;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/// Shows [Check]s: a line for each, with its fix below. In JSON `ok` is null for a skipped check,
/// which is neither passed nor a finding.
public final class ChecksView {
  private static final int LEAST = 6;

  private ChecksView() {}

  /// @return the exit code
  public static int show(List<Check> checks, Output output) {
    output.result(
        () ->
            Json.object()
                .with("checks", Json.array(checks.stream().map(ChecksView::json).toList())),
        () ->
            checks.stream()
                .map(check -> text(check, width(checks), output.palette()))
                .collect(Collectors.joining()));
    return checks.stream().anyMatch(Check::failed) ? ExitCode.FINDINGS : ExitCode.DONE;
  }

  private static Json.Obj json(Check check) {
    return Json.object()
        .with("name", Json.of(check.name()))
        .with("ok", ok(check))
        .with("detail", Json.of(check.detail()))
        .with("hint", Json.of(check.hint()));
  }

  private static Json ok(Check check) {
    return check.outcome() == Check.Outcome.SKIPPED ? new Json.Null() : Json.of(check.ok());
  }

  private static int width(List<Check> checks) {
    return checks.stream().mapToInt(check -> check.name().length()).reduce(LEAST, Math::max);
  }

  private static String mark(Check check, Palette palette) {
    return switch (check.outcome()) {
      case GOOD -> palette.good("ok    ") + "  ";
      case FAILED -> palette.bad("failed") + "  ";
      case SKIPPED -> palette.notable("skipped") + " ";
    };
  }

  private static String text(Check check, int width, Palette palette) {
    var hint =
        check.hint().isEmpty() ? "" : "        " + palette.notable(Text.plain(check.hint())) + "\n";
    var name = check.name() + " ".repeat(width - check.name().length());
    return mark(check, palette) + name + "  " + Text.plain(check.detail()) + "\n" + hint;
  }
}
