package io.spiffeaws.system;

import io.spiffeaws.system.Caller.Container;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/// Reads the attributes of this process with the command `id` (POSIX), on systems without `/proc`.
/// Such systems run no containers. Thread-safe.
final class PosixCaller implements CallerSource {
  /// Prints one line for each, also if there is no name.
  private static final String SCRIPT =
      "echo \"$(id -u)\"; echo \"$(id -g)\"; echo \"$(id -G)\"; echo \"$(id -un)\"; echo \"$(id -gn)\"";

  private static final int LINES = 5;
  private static final Container NONE =
      new Container(true, Optional.empty(), Optional.empty(), Optional.empty());

  private final Function<String, Optional<String>> shell;

  PosixCaller() {
    this(PosixShell::output);
  }

  /// @param shell returns the output of a script
  PosixCaller(Function<String, Optional<String>> shell) {
    this.shell = shell;
  }

  @Override
  public Caller read() {
    var lines = shell.apply(SCRIPT).map(text -> text.lines().toList()).orElse(List.of());
    if (lines.size() != LINES) {
      return Caller.UNKNOWN;
    }
    return new Caller(
        OptionalLong.of(ProcessHandle.current().pid()),
        number(lines.get(0)).map(id -> new Account(id, name(lines.get(3)))),
        number(lines.get(1)).map(id -> new Account(id, name(lines.get(4)))),
        supplementary(lines.get(2), lines.get(1)),
        Optional.empty(),
        NONE);
  }

  @Override
  public Account user(long id) {
    return new Account(id, shell.apply("id -un " + id).flatMap(PosixCaller::name));
  }

  private static List<Account> supplementary(String groups, String own) {
    return Arrays.stream(groups.split(" "))
        .filter(Predicate.not(own::equals))
        .flatMap(group -> number(group).stream())
        .map(id -> new Account(id, Optional.empty()))
        .toList();
  }

  private static Optional<Long> number(String word) {
    return word.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(word)) : Optional.empty();
  }

  /// Of an account without a name, `id` prints the number.
  private static Optional<String> name(String line) {
    return Optional.of(line.strip()).filter(word -> !word.isEmpty() && number(word).isEmpty());
  }
}
