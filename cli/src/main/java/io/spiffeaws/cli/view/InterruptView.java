package io.spiffeaws.cli.view;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.time.DurationText;
import java.time.Duration;

/// Shows how far a command came that a signal has interrupted, also if `--quiet` is set.
public final class InterruptView {
  private static final String CODE = "interrupted";

  private InterruptView() {}

  /// Says that the command was interrupted before its first change.
  public static void nothingChanged(Output output) {
    output.newLine();
    show("interrupted: nothing was changed", "", output);
  }

  /// Says that the command waits for its calls, unless the output is for programs.
  public static void stopping(Output output) {
    output.newLine();
    if (!output.structured()) {
      output.message("interrupted: waiting for the calls in progress");
    }
  }

  /// Shows how many changes were made.
  ///
  /// @param made at most `planned`
  /// @param hint how to make the others
  public static void changes(int made, int planned, String hint, Output output) {
    if (made == 0) {
      show("interrupted: nothing was changed", "", output);
    } else if (made < planned) {
      show("interrupted: %d of %d changes were made".formatted(made, planned), hint, output);
    } else {
      show("interrupted: all changes were already made", "", output);
    }
  }

  /// Shows how many entries of a document were registered.
  ///
  /// @param command registers all of them
  public static void entries(int registered, int total, String command, Output output) {
    if (registered == 0 || registered == total) {
      changes(registered, total, "", output);
      return;
    }
    show(
        "interrupted: %d of %d entries were registered".formatted(registered, total),
        "to register the others, run: " + command,
        output);
  }

  /// Says that a call did not end in time, so that its change is unknown.
  ///
  /// @param command shows the changes that are left
  public static void notEnded(Duration limit, String command, Output output) {
    show(
        "interrupted: a call did not end within %s; its change may have been made"
            .formatted(DurationText.print(limit)),
        "to see what is left, run: " + command,
        output);
  }

  private static void show(String message, String hint, Output output) {
    ProblemView.show(new Problem.Unexpected(CODE, message, hint), output);
  }
}
