package io.spiffeaws.system;

import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/// Determines the width of the terminal: the variable `COLUMNS`, then the size of the terminal at
/// standard output or standard error; on systems without the call for it, that of the controlling
/// terminal; then 80.
public final class TerminalWidth {
  private static final int UNKNOWN = 80;
  private static final int STANDARD_OUTPUT = 1;
  private static final int STANDARD_ERROR = 2;

  /// A smaller width is an error of the terminal or of the variable.
  private static final int MINIMUM = 10;

  private TerminalWidth() {}

  /// Returns the width in columns.
  ///
  /// @param variable the value of `COLUMNS`; empty if it is not set
  public static int columns(String variable) {
    return columns(
        variable, TerminalLibrary::calls, () -> PosixShell.output("stty size < /dev/tty"));
  }

  /// @param calls is used only if the variable is not valid, since the look-up takes time
  /// @param size rows and columns as `stty size` prints them (POSIX), for a system without calls
  static int columns(
      String variable, Supplier<Optional<TerminalCalls>> calls, Supplier<Optional<String>> size) {
    return variable.matches("[1-9]\\d{1,3}")
        ? Integer.parseInt(variable)
        : calls.get().map(TerminalWidth::ofTerminal).orElseGet(() -> parsed(size.get().orElse("")));
  }

  private static int parsed(String size) {
    return size.matches("\\d{1,4} \\d{2,4}\\s*")
        ? Integer.parseInt(size.strip().replaceFirst(".* ", ""))
        : UNKNOWN;
  }

  private static int ofTerminal(TerminalCalls calls) {
    return IntStream.of(STANDARD_OUTPUT, STANDARD_ERROR)
        .map(calls::columns)
        .filter(columns -> columns >= MINIMUM)
        .findFirst()
        .orElse(UNKNOWN);
  }
}
