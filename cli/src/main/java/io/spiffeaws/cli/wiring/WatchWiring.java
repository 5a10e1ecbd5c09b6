package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.SessionOptions;
import io.spiffeaws.cli.options.WaitOption;
import io.spiffeaws.cli.options.WorkloadOptions;
import io.spiffeaws.exec.ChildProcessRunner;
import io.spiffeaws.exec.ProgramRunner;
import io.spiffeaws.refresh.RefreshDependencies;
import io.spiffeaws.watch.WatchCredentials;
import io.spiffeaws.watch.WatchTokens;
import java.io.InputStream;
import java.util.SplittableRandom;

/// Creates the operations that keep token files renewed.
public final class WatchWiring {
  private final Invocation invocation;

  public WatchWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  public WatchTokens watchTokens(WorkloadOptions workload, WaitOption wait) {
    return new WatchTokens(
        new WorkloadWiring(invocation).workload(workload), doors(), wait.duration(invocation));
  }

  /// @throws io.spiffeaws.problem.ProblemException malformed, if the options name a single token
  public WatchCredentials watchCredentials(SessionOptions session) {
    session.requireRenewable(invocation);
    return new WatchCredentials(
        new CredentialsWiring(invocation).obtainCredentials(session),
        new ProfileWiring(invocation).writeCredentialsProfile(),
        doors());
  }

  /// Runs a program whose output goes to standard error: standard input and output belong to the
  /// main command.
  public ProgramRunner programsBeside() {
    var console = invocation.console();
    return new ChildProcessRunner(InputStream.nullInputStream(), console.err(), console.err());
  }

  private RefreshDependencies doors() {
    return new RefreshDependencies(
        invocation.clock(), invocation.sleeper(), new SplittableRandom());
  }
}
