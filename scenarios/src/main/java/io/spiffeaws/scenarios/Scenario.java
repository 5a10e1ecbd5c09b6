package io.spiffeaws.scenarios;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/// One behaviour: what is done to a world, and what must be seen.
///
/// @param file where it stands
/// @param reason why it exists: its leading comment
/// @param stacks the worlds that it holds in
/// @param given scenarios that come first: what the world holds at the start
/// @param needs programs that must be on the `PATH`, besides a POSIX system's own
/// @param clock how far a sandbox's clock is off at the start; zero in the real world
/// @param steps in order
record Scenario(
    Path file,
    String reason,
    Set<Stack> stacks,
    List<Scenario> given,
    List<String> needs,
    Duration clock,
    List<Step> steps) {

  /// What stands behind the endpoints.
  enum Stack {
    sandbox,
    real
  }

  /// Something done or looked at.
  sealed interface Step {
    /// The line of the file that it stands on, counted from 1.
    int line();
  }

  /// A file is laid down in the working folder.
  record Write(int line, String name, String content) implements Step {}

  /// A command line is run, or, where `command` begins with `@`, the world itself is asked.
  ///
  /// @param from the line of the file that its expectations begin on, or would
  /// @param end the line of the file after its last
  /// @param expected what must be seen
  record Run(int line, int from, int end, String command, Expected expected) implements Step {
    boolean isLook() {
      return command.startsWith("@");
    }
  }

  /// @param exit the exit code
  /// @param out the lines of standard output
  /// @param err the lines of standard error
  record Expected(int exit, List<String> out, List<String> err) {}
}
