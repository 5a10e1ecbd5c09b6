package io.spiffeaws.cli.view;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.text.InvisibleCharacters;
import io.spiffeaws.yaml.YamlWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/// Writes results to standard output and messages to standard error.
///
/// A failure to write a result is an [UncheckedIOException], so that a full disk or a closed pipe
/// is not taken for success. A failure to write a message is ignored: no other stream is left to
/// report it on.
public final class Output {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Console console;
  private final GlobalOptions global;
  private boolean transientShown;

  public Output(Console console, GlobalOptions global) {
    this.console = console;
    this.global = global;
  }

  /// Whether results are shown in a form for programs: JSON or YAML.
  public boolean structured() {
    return global.format() == GlobalOptions.Format.json
        || global.format() == GlobalOptions.Format.yaml;
  }

  /// Whether tables have all their columns: with `-o wide`, and if another program reads them.
  boolean wide() {
    return global.format() == GlobalOptions.Format.wide || !forTerminal();
  }

  /// Shows a result: as JSON or YAML, or as text, which is empty or lines that each end in a
  /// newline. Invisible characters are escaped.
  public void result(Supplier<Json> json, Supplier<String> text) {
    var shown = structured() ? encoded(json.get()) : InvisibleCharacters.escaped(text.get());
    data(shown.getBytes(StandardCharsets.UTF_8));
  }

  /// Returns the value in the form that was asked for, [#structured] being the case.
  String encoded(Json value) {
    return global.format() == GlobalOptions.Format.yaml && value instanceof Json.Obj object
        ? InvisibleCharacters.escaped(YamlWriter.write(object))
        : JsonText.compact(value) + "\n";
  }

  /// Writes bytes to standard output as they are.
  public void data(byte[] bytes) {
    try {
      console.out().write(bytes);
      console.out().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Whether a result could not be written because its reader has closed the pipe.
  public static boolean readerHasGone(UncheckedIOException e) {
    return reason(e).toLowerCase(Locale.ROOT).contains("broken pipe");
  }

  /// Returns why a result could not be written, in the words of the system.
  public static String reason(UncheckedIOException e) {
    return String.valueOf(Objects.requireNonNullElse(e.getCause(), e).getMessage());
  }

  /// Shows a message on standard error, unless `--quiet` is set.
  public void message(String line) {
    if (!global.quiet()) {
      error("spiffe-aws: " + line);
    }
  }

  /// Shows a message on standard error if that is a terminal, unless `--quiet` is set.
  public void progress(String line) {
    if (console.errIsTerminal()) {
      message(Text.plain(line));
    }
  }

  /// Shows a warning on standard error, also if `--quiet` is set.
  public void warning(String line) {
    error("spiffe-aws: " + errorPalette().notable("warning:") + " " + Text.plain(line));
  }

  /// Shows a question on standard error; the answer is typed on the same line.
  public void ask(String question) {
    write(console.err(), question);
  }

  /// Begins a new line on a terminal that shows the `^C` of a user.
  void newLine() {
    if (console.errIsTerminal() && !transientShown) {
      write(console.err(), "\n");
    }
  }

  /// Shows a call that was made, for `--debug`.
  public void debug(String line) {
    error("spiffe-aws: debug: " + Text.plain(line));
  }

  /// The width of the terminal on standard output.
  int columns() {
    return console.columns();
  }

  /// Whether standard output is a terminal.
  public boolean forTerminal() {
    return console.outIsTerminal();
  }

  /// Replaces the last transient message; an empty one removes it. Shown only on a terminal, and
  /// not if `--quiet` is set.
  void transientMessage(String words) {
    if (console.errIsTerminal() && !global.quiet()) {
      write(console.err(), CLEAR_LINE + words);
      transientShown = !words.isEmpty();
    }
  }

  void error(String line) {
    write(console.err(), (transientShown ? CLEAR_LINE : "") + line + "\n");
    transientShown = false;
  }

  private static void write(OutputStream stream, String text) {
    try {
      stream.write(InvisibleCharacters.escaped(text).getBytes(StandardCharsets.UTF_8));
      stream.flush();
    } catch (IOException e) {
      // no stream is left to report it on
    }
  }

  /// Colours for standard output.
  public Palette palette() {
    return Palette.of(global.color(), console.outIsTerminal(), console.environment());
  }

  /// Colours for standard error.
  public Palette errorPalette() {
    return Palette.of(global.color(), console.errIsTerminal(), console.environment());
  }
}
