package io.spiffeaws.cli.view;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.text.InvisibleCharacters;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/// Writes results to standard output and words to standard error.
///
/// A failure to write results is an [UncheckedIOException], so that a full disk or a reader that
/// left is not taken for success. A failure to write words is passed over: there is nowhere left to
/// say so.
public final class Output {
  private static final String CLEAR_LINE = "\r\u001b[K";

  private final Console console;
  private final GlobalOptions global;
  private boolean transientShown;

  public Output(Console console, GlobalOptions global) {
    this.console = console;
    this.global = global;
  }

  /// Whether results are shown as JSON.
  public boolean json() {
    return global.format() == GlobalOptions.Format.json;
  }

  /// Shows a result: the JSON, or the text, which is lines that each end in a newline, or nothing.
  /// Invisible characters are escaped in both.
  public void result(Supplier<Json> json, Supplier<String> text) {
    data(
        (json() ? JsonText.compact(json.get()) + "\n" : InvisibleCharacters.escaped(text.get()))
            .getBytes(StandardCharsets.UTF_8));
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

  /// Says something on standard error, unless `--quiet`.
  public void words(String line) {
    if (!global.quiet()) {
      error("spiffe-aws: " + line);
    }
  }

  /// Warns on standard error, even under `--quiet`, which silences only what can be done without.
  public void warning(String line) {
    error("spiffe-aws: warning: " + Text.plain(line));
  }

  /// Asks something on standard error; the answer goes onto the same line.
  public void ask(String question) {
    write(console.err(), question);
  }

  /// Shows a call that was made; only `--debug` asks for it.
  public void debug(String line) {
    error("spiffe-aws: debug: " + Text.plain(line));
  }

  /// Whether text results are read by a person: on a terminal.
  boolean forTerminal() {
    return console.outIsTerminal();
  }

  /// Says something in place of what was last said so; empty to take it away. Only on a terminal,
  /// and not under `--quiet`.
  void transientWords(String words) {
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
      // nowhere left to say so
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
