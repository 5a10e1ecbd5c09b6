package io.spiffeaws.scenarios;

import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/// One behaviour: the commands to run in a world, and the expected results.
///
/// @param file its file
/// @param reason its purpose: the leading comment
/// @param stacks the worlds in which it is valid
/// @param given scenarios that run before it and set up the initial state
/// @param needs programs that must be on the `PATH`, in addition to those of a POSIX system
/// @param clock initial offset of the sandbox's clock; zero on the real stack
/// @param steps in order
record Scenario(
    Path file,
    String reason,
    Set<Stack> stacks,
    List<Scenario> given,
    List<String> needs,
    Duration clock,
    List<Step> steps) {

  /// The services behind the endpoints.
  enum Stack {
    /// The embedded sandbox.
    sandbox,
    /// SPIRE and versitygw, without Kubernetes.
    real,
    /// Kubernetes and versitygw. SPIRE is what the scenario deploys.
    cluster;

    /// The stacks of a scenario that names none.
    static Set<Stack> usual() {
      return EnumSet.of(sandbox, real);
    }
  }

  /// One step.
  sealed interface Step {
    /// Returns its line in the file, counted from 1.
    int line();
  }

  /// Writes a file into the working directory.
  record Write(int line, String name, String content) implements Step {}

  /// Runs a command line, or, if `command` begins with `@`, a state query.
  ///
  /// @param from the line of the file at which its expectations begin
  /// @param end the line of the file after its last
  /// @param expected the expected result
  record Run(int line, int from, int end, String command, Expected expected) implements Step {
    boolean isQuery() {
      return command.startsWith("@");
    }
  }

  /// An expected result.
  ///
  /// @param exit the exit code
  /// @param out the lines of standard output
  /// @param err the lines of standard error
  record Expected(int exit, List<String> out, List<String> err) {}
}
