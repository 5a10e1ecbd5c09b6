package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.exec.ChildProcessRunner;
import io.spiffeaws.exec.ExecveRunner;
import io.spiffeaws.exec.InheritedDescriptors;
import io.spiffeaws.exec.ProgramRunner;
import io.spiffeaws.exec.SupervisedProgram;
import java.nio.file.Path;

/// Ways to run a program. Ask for one before connections are opened, since what is open then is
/// taken for what the process inherited. Where the console is not the process's own, a program runs
/// as a child between the console's streams.
public final class ProgramWiring {
  private ProgramWiring() {}

  /// In this process's place.
  public static ProgramRunner replacing(Console console) {
    return console.ofProcess() ? new ExecveRunner(inherited()) : between(console);
  }

  /// As a child that this process stays for.
  public static ProgramRunner supervised(Console console) {
    return console.ofProcess() ? new SupervisedProgram(inherited()) : between(console);
  }

  private static ProgramRunner between(Console console) {
    return new ChildProcessRunner(console.in(), console.out(), console.err());
  }

  private static InheritedDescriptors inherited() {
    return InheritedDescriptors.now(Path.of(System.getProperty("java.home", "/nowhere")));
  }
}
