package io.spiffeaws.exec;

/// Replaces this process by a program (execve(2)). The program keeps the process ID, the terminal
/// and the standard streams, so signals, job control and exit code are its own. If the system has
/// no such call, the program runs as a child that inherits the streams.
///
/// Descriptors that this process opened are closed. Descriptors that it inherited, such as a
/// shell's `<(…)`, are passed on.
public final class ExecveRunner implements ProgramRunner {
  private final InheritedDescriptors inherited;

  /// @param inherited the process's descriptors, read before it opened any of its own
  public ExecveRunner(InheritedDescriptors inherited) {
    this.inherited = inherited;
  }

  @Override
  public int run(ProgramCall call) {
    var system = SystemCalls.posix();
    return system.isPresent() ? replace(system.get(), call) : ChildProcessRunner.onOwnStreams(call);
  }

  private int replace(PosixCalls system, ProgramCall call) {
    var raw = RawProgramCall.of(call);
    system.keepOnly(inherited.numbers());
    system.restoreSignals();
    var error = system.execve(raw);
    if (error == ProgramFailure.ENOEXEC) {
      error = system.execve(raw.byShell());
    }
    throw ProgramFailure.of(error, call.program());
  }
}
