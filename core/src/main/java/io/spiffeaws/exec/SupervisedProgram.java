package io.spiffeaws.exec;

import java.util.concurrent.CompletionStage;

/// Runs a program as a child in the foreground while this process works for it. The child has this
/// process's streams, process group and inherited descriptors. It receives each signal of this
/// process once. If it stops on a terminal, this process stops too and continues with it. This
/// process exits when the child exits, neither earlier nor later. As the first process of a
/// container, it also reaps orphaned processes.
///
/// If the system has no such calls, the program is a child that inherits the streams and is ended
/// with this process, and the rest does not apply.
public final class SupervisedProgram implements StoppableRunner {
  private static final int SIGTERM = 15;
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;

  private final InheritedDescriptors inherited;

  /// @param inherited the process's descriptors, read before it opened any of its own
  public SupervisedProgram(InheritedDescriptors inherited) {
    this.inherited = inherited;
  }

  @Override
  public int run(ProgramCall call) {
    return run(call, ChildProcessRunner.never());
  }

  @Override
  public int run(ProgramCall call, CompletionStage<?> end) {
    var system = SystemCalls.posix();
    var children = SystemCalls.children();
    return system.isPresent() && children.isPresent()
        ? supervise(system.get(), children.get(), call, end)
        : ChildProcessRunner.onOwnStreams(call, end);
  }

  private int supervise(
      PosixCalls system, ChildCalls children, ProgramCall call, CompletionStage<?> end) {
    try (var relay = new SignalRelay(system)) {
      var child = start(children, call);
      relay.to(signal -> send(children, child, signal));
      var _ = end.thenRun(() -> relay.send(SIGTERM));
      try (var _ = ZombieReaper.watch(children, child)) {
        return await(children, child);
      }
    }
  }

  /// A shell continues the whole group, so CONT is sent only to a child that is still stopped.
  private static void send(ChildCalls children, int child, int signal) {
    if (signal != SIGCONT || ProcessStat.of(child).stopped()) {
      children.send(child, signal);
    }
  }

  private int start(ChildCalls children, ProgramCall call) {
    var raw = RawProgramCall.of(call);
    var child = children.start(raw, inherited);
    if (child == -ProgramFailure.ENOEXEC) {
      child = children.start(raw.byShell(), inherited);
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
