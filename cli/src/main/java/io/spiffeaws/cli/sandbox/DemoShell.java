package io.spiffeaws.cli.sandbox;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.exec.ProgramFailure;
import io.spiffeaws.exec.ProgramSearch;
import io.spiffeaws.file.AtomicFile;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// Shows each command as a user types it, then runs it in the sandbox and shows its output.
final class DemoShell {
  private final SandboxSession session;
  private final Path directory;
  private final Invocation invocation;

  /// @param directory working directory of the commands
  DemoShell(SandboxSession session, Path directory, Invocation invocation) {
    this.session = session;
    this.directory = directory;
    this.invocation = invocation;
  }

  void title(int number, String text) {
    say("\n" + invocation.output().palette().strong(number + ". " + text) + "\n");
  }

  void closing(String text) {
    say("\n" + text + "\n");
  }

  /// Runs `spiffe-aws`.
  ///
  /// @return its exit code
  int run(String... words) {
    prompt("spiffe-aws " + String.join(" ", words));
    return shown(InputStream.nullInputStream()).run(words);
  }

  /// Runs `spiffe-aws` twice; the second reads the output of the first.
  ///
  /// @return the exit code of the first that failed
  int pipe(List<String> first, List<String> second) {
    prompt(
        "spiffe-aws %s | spiffe-aws %s"
            .formatted(String.join(" ", first), String.join(" ", second)));
    var between = new ByteArrayOutputStream();
    var code =
        application(InputStream.nullInputStream(), between, false)
            .run(first.toArray(new String[0]));
    return code == ExitCode.DONE
        ? shown(new ByteArrayInputStream(between.toByteArray())).run(second.toArray(new String[0]))
        : code;
  }

  /// Runs another program.
  int program(List<String> words) {
    prompt(String.join(" ", words));
    return session.run(words);
  }

  /// Whether a program is installed.
  boolean has(String program) {
    try {
      ProgramSearch.find(program, session.environment(), directory);
      return true;
    } catch (ProgramFailure e) {
      return false;
    }
  }

  /// Creates a file in the working directory of the commands.
  void file(String name, String text) {
    AtomicFile.write(directory.resolve(name), text.getBytes(StandardCharsets.UTF_8));
  }

  private Application shown(InputStream in) {
    return application(in, invocation.console().out(), invocation.console().outIsTerminal());
  }

  /// The program with a console of its own: a program that a command runs must not replace this
  /// process.
  private Application application(InputStream in, OutputStream out, boolean terminal) {
    var outer = invocation.console();
    var console =
        new Console(
            in,
            out,
            outer.err(),
            false,
            terminal,
            outer.errIsTerminal(),
            outer.width(),
            session.environment(),
            directory,
            false);
    return new Application(console, invocation.clock(), invocation.sleeper());
  }

  private void prompt(String line) {
    say(
        invocation.output().palette().faint("$ ")
            + invocation.output().palette().notable(line)
            + "\n");
  }

  private void say(String text) {
    invocation.output().data(text.getBytes(StandardCharsets.UTF_8));
  }
}
