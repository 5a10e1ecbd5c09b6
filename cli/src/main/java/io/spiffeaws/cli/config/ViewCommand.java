package io.spiffeaws.cli.config;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.view.ConfigView;
import java.util.Optional;
import picocli.CommandLine.Command;

/// `spiffe-aws config view`.
@Command(
    name = "view",
    addMethodSubcommands = false,
    description = {
      "Show the contexts of the configuration file",
      "The context in use is marked, and so is each of its settings that an environment variable"
          + " overrides."
    },
    footer = {
      "# All contexts",
      "spiffe-aws config view",
      "# The settings of one context in effect, as JSON",
      "spiffe-aws config view --context prod -o json"
    })
public final class ViewCommand implements CliCommand {
  @Override
  public int run(Invocation invocation) {
    var context = invocation.context();
    var file = context.file();
    var missing = context.missingCurrent();
    missing.ifPresent(
        problem -> invocation.output().warning(problem.message() + "; " + problem.hint()));
    ConfigView.show(
        context.location(),
        file,
        missing.isPresent() ? Optional.empty() : context.get(),
        invocation.console().environment(),
        invocation.output());
    return ExitCode.DONE;
  }
}
