package io.spiffeaws.cli.creds.cache;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.view.CachedSessionView;
import io.spiffeaws.cli.wiring.CacheWiring;
import picocli.CommandLine.Command;

/// `spiffe-aws creds cache list`.
@Command(
    name = "list",
    addMethodSubcommands = false,
    description =
        "List the sessions that are kept: whose, of which role, until when; never their secrets.")
public final class ListCommand implements CliCommand {
  @Override
  public int run(Invocation invocation) {
    var sessions = new CacheWiring(invocation).list().run();
    CachedSessionView.showAll(sessions, invocation.clock().instant(), invocation.output());
    return ExitCode.DONE;
  }
}
