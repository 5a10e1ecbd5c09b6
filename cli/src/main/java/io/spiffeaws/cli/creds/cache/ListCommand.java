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
    description = "List cached sessions: identity, role and expiry, never the secrets",
    footer = {
      "# As text",
      "spiffe-aws creds cache list",
      "# As JSON",
      "spiffe-aws creds cache list -o json"
    })
public final class ListCommand implements CliCommand {
  @Override
  public int run(Invocation invocation) {
    var sessions = new CacheWiring(invocation).list().run();
    CachedSessionView.showAll(sessions, invocation.clock().instant(), invocation.output());
    return ExitCode.DONE;
  }
}
