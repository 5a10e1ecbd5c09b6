package io.spiffeaws.cli;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.cli.options.ConfirmOption;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.util.Locale;
import java.util.function.Supplier;

/// Confirms deletions: asks on a terminal, and requires `--yes` elsewhere.
///
/// @param option whether `--yes` was given
public record Confirmation(ConfirmOption option, Invocation invocation) {
  /// Asks before a command deletes something; does nothing under `--yes` or `--dry-run`, or if
  /// there is nothing to delete.
  ///
  /// @param planned the changes of a dry run; called only if needed
  /// @return whether to continue; if not, the user has been told
  /// @throws ProblemException malformed, if there is no terminal to ask on
  public boolean ask(boolean dryRun, Supplier<Changes> planned) {
    if (option.yes() || dryRun) {
      return true;
    }
    return ask(planned.get());
  }

  /// The same for changes that are planned already.
  public boolean ask(Changes changes) {
    var deletions = changes.count(Change.Action.DELETED);
    if (option.yes() || deletions == 0) {
      return true;
    }
    var what = deletions + (deletions == 1 ? " resource" : " resources");
    var console = invocation.console();
    if (!console.inIsTerminal() || !console.errIsTerminal()) {
      throw ProblemException.malformed(
          "confirmation-needed",
          "deleting " + what + " requires confirmation, and there is no terminal to ask",
          "to see what will be deleted, run: %s\nto delete %s, run: %s"
              .formatted(
                  invocation.commandWith("--dry-run"),
                  deletions == 1 ? "it" : "them",
                  invocation.commandWith("--yes")));
    }
    ChangesView.ask(changes, what + " will be deleted. Continue? [y/N] ", invocation.output());
    if (answer().toLowerCase(Locale.ROOT).matches("y|yes")) {
      return true;
    }
    ChangesView.cancelled(invocation.output());
    return false;
  }

  private String answer() {
    try (var _ = Interruption.whileAsking(invocation)) {
      return line();
    }
  }

  private String line() {
    var line = new StringBuilder();
    try {
      var in = invocation.console().in();
      for (var c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
        line.append((char) c);
      }
      return line.toString().strip();
    } catch (IOException e) {
      return "";
    }
  }
}
