package io.spiffeaws.cli.wiring;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.SandboxOptions;
import io.spiffeaws.cli.sandbox.SandboxSession;
import io.spiffeaws.sandbox.Sandbox;

/// Starts the embedded world.
public final class SandboxWiring {
  private final Invocation invocation;

  public SandboxWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  public SandboxSession open(SandboxOptions options) {
    return new SandboxSession(Sandbox.start(options.settings(invocation)), invocation.console());
  }
}
