package io.spiffeaws.cli.view;

import io.spiffeaws.check.Check;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/// Shows [Check]s: a line for each, what mends it below it.
public final class ChecksView {
  private static final int LEAST = 6;

  private ChecksView() {}

  /// @return the exit code that goes with them
  public static int show(List<Check> checks, Output output) {
    output.result(
        () ->
            Json.object()
                .with("checks", Json.array(checks.stream().map(ChecksView::json).toList())),
        () ->
            checks.stream()
                .map(check -> text(check, width(checks), output.palette()))
                .collect(Collectors.joining()));
    return checks.stream().allMatch(Check::ok) ? ExitCode.DONE : ExitCode.FINDINGS;
  }

  private static Json.Obj json(Check check) {
    return Json.object()
        .with("name", Json.of(check.name()))
        .with("ok", Json.of(check.ok()))
        .with("detail", Json.of(check.detail()))
        .with("hint", Json.of(check.hint()));
  }

  private static int width(List<Check> checks) {
    return checks.stream().mapToInt(check -> check.name().length()).reduce(LEAST, Math::max);
  }

  private static String text(Check check, int width, Palette palette) {
    var mark = check.ok() ? palette.good("ok    ") : palette.bad("failed");
    var hint = check.hint().isEmpty() ? "" : "        " + palette.notable(check.hint()) + "\n";
    var name = check.name() + " ".repeat(width - check.name().length());
    return mark + "  " + name + "  " + Text.plain(check.detail()) + "\n" + hint;
  }
}
