package io.spiffeaws.cli;

import io.spiffeaws.cli.completion.Shell;
import io.spiffeaws.json.Json;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `spiffe-aws completion bash|zsh|fish`: prints the completion script of a shell.
@Command(
    name = "completion",
    addMethodSubcommands = false,
    description = {
      "Print the completion script for a shell",
      "The script completes commands, options, values and file names."
    },
    footer = {
      "# bash: load it now, and in ~/.bashrc for every shell",
      "source <(spiffe-aws completion bash)",
      "# zsh",
      "spiffe-aws completion zsh > \"$${fpath[1]}/_spiffe-aws\"",
      "# fish",
      "spiffe-aws completion fish > ~/.config/fish/completions/spiffe-aws.fish"
    })
final class CompletionCommand implements CliCommand {
  @Parameters(paramLabel = "bash|zsh|fish", description = "Shell to complete in")
  private Shell shell;

  @Override
  public int run(Invocation invocation) {
    var script = shell.script(Application.commandLine(new SpiffeAws()).getCommandSpec());
    invocation
        .output()
        .result(
            () ->
                Json.object().with("shell", Json.of(shell.name())).with("script", Json.of(script)),
            () -> script);
    return ExitCode.DONE;
  }
}
