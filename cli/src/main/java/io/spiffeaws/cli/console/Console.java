package io.spiffeaws.cli.console;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.IntSupplier;

/// The standard streams, environment and working directory of a command. No other class in the
/// program accesses them.
///
/// @param in standard input, unbuffered
/// @param out standard output, for data; unbuffered, and a failure to write is an
///   [java.io.IOException]
/// @param err standard error, for messages; unbuffered too
/// @param inIsTerminal whether standard input is a terminal, so that a question can be answered
///   there
/// @param outIsTerminal whether standard output is a terminal
/// @param errIsTerminal whether standard error is a terminal
/// @param width returns the terminal's width in columns; asked only when it is needed
/// @param environment the process's environment
/// @param directory the working directory
/// @param ofProcess whether these are the process's own, so that a program may inherit them or take
///   the process's place
public record Console(
    InputStream in,
    OutputStream out,
    OutputStream err,
    boolean inIsTerminal,
    boolean outIsTerminal,
    boolean errIsTerminal,
    IntSupplier width,
    Map<String, String> environment,
    Path directory,
    boolean ofProcess) {

  public Console {
    environment = Map.copyOf(environment);
  }

  /// A console that is not the process's: a test's, or one embedded in another program. Its
  /// standard input is not a terminal.
  public Console(
      InputStream in,
      OutputStream out,
      OutputStream err,
      boolean outIsTerminal,
      boolean errIsTerminal,
      int columns,
      Map<String, String> environment,
      Path directory) {
    this(
        in,
        out,
        err,
        false,
        outIsTerminal,
        errIsTerminal,
        () -> columns,
        environment,
        directory,
        false);
  }

  /// Returns the terminal's width.
  public int columns() {
    return width.getAsInt();
  }

  /// Without the environment, which may hold secrets.
  @Override
  public String toString() {
    return "the console in " + directory;
  }
}
