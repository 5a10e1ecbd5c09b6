package io.spiffeaws.cli.config;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.view.ConfigView;
import io.spiffeaws.problem.ProblemException;
import picocli.CommandLine.Command;

/// `spiffe-aws config path`.
@Command(
    name = "path",
    addMethodSubcommands = false,
    description = "Print the path of the configuration file, which need not exist",
    footer = {
      "# The file of this user",
      "spiffe-aws config path",
      "# Show its content",
      "cat \"$(spiffe-aws config path)\""
    })
public final class PathCommand implements CliCommand {
  @Override
  public int run(Invocation invocation) {
    var path =
        invocation
            .context()
            .location()
            .path()
            .orElseThrow(() ->
                ProblemException.malformed(
                    "no-home",
                    "no location for the configuration file: HOME is not set",
                    "specify the file with --config, or set HOME"));
    ConfigView.showPath(path, invocation.output());
    return ExitCode.DONE;
  }
}
