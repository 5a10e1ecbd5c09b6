package io.spiffeaws.exec;

/// Puts a program in this one's place (execve(2)): it keeps the process ID, the terminal and the
/// standard streams, so signals, job control and exit code are the program's own. Where the system
/// offers no such call, the program runs as a child that inherits the streams.
///
/// Descriptors that this program opened stay behind; those that it inherited, such as a shell's
/// `<(…)`, are handed on.
public final class ExecveRunner implements ProgramRunner {
  private final InheritedDescriptors inherited;

  /// @param inherited those of the process, looked at before it opened any of its own
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
