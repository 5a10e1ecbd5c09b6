package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.exec.ChildProcessRunner;
import io.spiffeaws.exec.ExecveRunner;
import io.spiffeaws.exec.InheritedDescriptors;
import io.spiffeaws.exec.ProgramRunner;
import io.spiffeaws.exec.StoppableRunner;
import io.spiffeaws.exec.SupervisedProgram;
import java.nio.file.Path;

/// Creates program runners. Create one before connections are opened, since descriptors that are
/// open then count as inherited. If the console is not the process's own, a program runs as a child
/// with the console's streams.
public final class ProgramWiring {
  private ProgramWiring() {}

  /// Replaces this process (execve).
  public static ProgramRunner replacing(Console console) {
    return console.ofProcess() ? new ExecveRunner(inherited()) : between(console);
  }

  /// Runs a child process and waits for it.
  public static StoppableRunner supervised(Console console) {
    return console.ofProcess() ? new SupervisedProgram(inherited()) : between(console);
  }

  private static StoppableRunner between(Console console) {
    return new ChildProcessRunner(console.in(), console.out(), console.err());
  }

  private static InheritedDescriptors inherited() {
    return InheritedDescriptors.now(Path.of(System.getProperty("java.home", "/nowhere")));
  }
}
