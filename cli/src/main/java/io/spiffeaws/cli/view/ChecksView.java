package io.spiffeaws.cli.view;

import io.spiffeaws.check.Check;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.doctor.DoctorVerdict;
import io.spiffeaws.json.Json;
import java.util.List;
import java.util.stream.Collectors;

/// Shows [Check]s: a line for each, with its fix below. In JSON `ok` is null for a skipped check,
/// which is neither passed nor a finding.
public final class ChecksView {
  private static final int LEAST = 6;

  private ChecksView() {}

  /// Shows all checks.
  ///
  /// @return the exit code
  public static int show(List<Check> checks, Output output) {
    output.result(
        () -> Json.object().with("checks", json(checks)), () -> text(checks, output.palette()));
    return exitCode(checks);
  }

  /// Shows the checks of `doctor`, and its verdict. JSON contains all checks.
  ///
  /// @param verbose whether the text contains the checks that passed and are part of another one
  /// @return the exit code
  public static int showDiagnosis(List<Check> checks, boolean verbose, Output output) {
    var verdict = DoctorVerdict.of(checks);
    var failed = checks.stream().anyMatch(Check::failed);
    var palette = output.palette();
    output.result(
        () -> Json.object().with("checks", json(checks)).with("verdict", Json.of(verdict)),
        () ->
            text(verbose ? checks : DoctorVerdict.summary(checks), palette)
                + "\n"
                + (failed ? palette.bad(verdict) : palette.good(verdict))
                + "\n"
                + DoctorVerdict.next(checks).map(line -> line + "\n").orElse(""));
    return exitCode(checks);
  }

  private static int exitCode(List<Check> checks) {
    return checks.stream().anyMatch(Check::failed) ? ExitCode.FINDINGS : ExitCode.DONE;
  }

  private static String text(List<Check> checks, Palette palette) {
    return checks.stream()
        .map(check -> text(check, width(checks), palette))
        .collect(Collectors.joining());
  }

  private static Json json(List<Check> checks) {
    return Json.array(checks.stream().map(ChecksView::json).toList());
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
