package io.spiffeaws.cli.view;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.json.Json;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Shows [Changes]: a line for each, its diff below it.
public final class ChangesView {
  private static final String CANCELLED = "cancelled; nothing was changed";

  private ChangesView() {}

  /// @return the exit code: [ExitCode#DENIED] if a change failed
  public static int show(Changes changes, Output output) {
    result(changes, changes, output);
    if (changes.dryRun() && !output.structured()) {
      output.message("dry run: nothing was changed");
    }
    return changes.anyFailed() ? ExitCode.DENIED : ExitCode.DONE;
  }

  /// Writes changes to standard output. If that fails, it is said on standard error that they were
  /// made: the error alone would read as if nothing had happened. A reader that has gone wanted no
  /// more.
  ///
  /// @param shown those that text shows
  static void result(Changes changes, Changes shown, Output output) {
    try {
      output.result(() -> json(changes), () -> text(shown, output.palette()));
    } catch (UncheckedIOException e) {
      var unexpected = !Output.readerHasGone(e) && !output.structured();
      if (unexpected && !changes.dryRun() && changes.made() > 0) {
        output.message("changes made: " + changes.made());
      }
      throw e;
    }
  }

  /// Shows planned changes and a question on standard error: standard output is for what was done.
  public static void ask(Changes changes, String question, Output output) {
    output.ask(text(changes, output.errorPalette()) + question);
  }

  /// Says that the user cancelled; for programs, an empty list of changes.
  public static void cancelled(Output output) {
    output.result(() -> json(new Changes(List.of(), false)), () -> "");
    output.message(CANCELLED);
  }

  /// Says that Ctrl-C ended the process while it waited for the answer.
  public static void interrupted(Output output) {
    output.ask("\n");
    output.message(CANCELLED);
  }

  public static Json json(Changes changes) {
    return Json.object().with("changes", array(changes)).with("dry_run", Json.of(changes.dryRun()));
  }

  /// The changes alone.
  public static Json array(Changes changes) {
    return Json.array(changes.changes().stream().map(ChangesView::json).toList());
  }

  private static Json.Obj json(Change change) {
    var id = change.id();
    var json =
        Json.object()
            .with("kind", Json.of(change.kind().word()))
            .with("name", Json.of(change.name()))
            .with("action", Json.of(change.action().word()));
    return (id == null ? json : json.with("id", Json.of(id)))
        .with("detail", Json.of(change.detail()));
  }

  static String text(Changes changes, Palette palette) {
    return changes.changes().stream()
        .map(change -> line(change, changes.dryRun(), palette))
        .collect(Collectors.joining());
  }

  private static String line(Change change, boolean planned, Palette palette) {
    var id = change.id();
    var action =
        planned
            ? "%-11s".formatted(change.action().planned())
            : "%-9s".formatted(change.action().word());
    var head =
        painted(change.action(), action, palette)
            + "  "
            + "%-13s".formatted(change.kind().word())
            + "  "
            + Text.plain(change.name())
            + (id == null ? "" : palette.faint("  " + Text.plain(id)));
    return head
        + "\n"
        + lines(change.detail())
            .map(line -> "  " + diff(line, palette) + "\n")
            .collect(Collectors.joining());
  }

  /// Only newlines break a line, so that a name from outside cannot forge one.
  private static Stream<String> lines(String detail) {
    return detail.isEmpty() ? Stream.of() : Stream.of(detail.split("\n")).map(Text::plain);
  }

  private static String painted(Change.Action action, String text, Palette palette) {
    return switch (action) {
      case CREATED -> palette.good(text);
      case UPDATED -> palette.notable(text);
      case DELETED, FAILED -> palette.bad(text);
      case UNCHANGED -> palette.faint(text);
    };
  }

  private static String diff(String line, Palette palette) {
    return line.startsWith("+")
        ? palette.good(line)
        : line.startsWith("-") ? palette.bad(line) : line;
  }
}
