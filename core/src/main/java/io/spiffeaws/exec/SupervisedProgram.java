package io.spiffeaws.exec;

/// Runs a program as a child in the foreground, for as long as this process has something to do for
/// it: on this process's own streams, in its process group, with the descriptors that it inherited.
/// Whoever started this process has the program before them: it gets the signals that this process
/// is sent, once; where it stops on a terminal this process stops too, and continues with it; and
/// its end is the end of the run, no earlier and no later. As the first process of a container it
/// also lets go of processes that have lost their parents.
///
/// Where the system offers no such calls, the program is a child that inherits the streams, and no
/// more.
public final class SupervisedProgram implements ProgramRunner {
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;

  private final InheritedDescriptors inherited;

  /// @param inherited those of the process, looked at before it opened any of its own
  public SupervisedProgram(InheritedDescriptors inherited) {
    this.inherited = inherited;
  }

  @Override
  public int run(ProgramCall call) {
    var system = SystemCalls.posix();
    var children = SystemCalls.children();
    return system.isPresent() && children.isPresent()
        ? supervise(system.get(), children.get(), call)
        : ChildProcessRunner.onOwnStreams(call);
  }

  private int supervise(PosixCalls system, ChildCalls children, ProgramCall call) {
    try (var relay = new SignalRelay(system)) {
      system.keepOnly(inherited.numbers());
      var child = start(children, call);
      relay.to(signal -> send(children, child, signal));
      try (var _ = ZombieReaper.watch(children, child)) {
        return await(children, child);
      }
    }
  }

  /// The group is continued as one by a shell; only who was not then needs it.
  private static void send(ChildCalls children, int child, int signal) {
    if (signal != SIGCONT || ProcessStat.of(child).stopped()) {
      children.send(child, signal);
    }
  }

  private static int start(ChildCalls children, ProgramCall call) {
    var raw = RawProgramCall.of(call);
    var child = children.start(raw);
    if (child == -ProgramFailure.ENOEXEC) {
      child = children.start(raw.byShell());
    }
    if (child < 0) {
      throw ProgramFailure.of(-child, call.program());
    }
    return child;
  }

  private static int await(ChildCalls children, int child) {
    while (true) {
      var state = children.await(child);
      if (!state.stopped()) {
        return state.code();
      }
      if (ProcessStat.ofSelf().onTerminal()) {
        children.send((int) ProcessHandle.current().pid(), SIGSTOP);
      }
    }
  }
}
