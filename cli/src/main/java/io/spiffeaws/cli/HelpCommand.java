package io.spiffeaws.cli;

import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.UnmatchedArgumentException;

/// `spiffe-aws help`: the same as `--help` after the command.
@Command(
    name = "help",
    addMethodSubcommands = false,
    description = "Show the help of a command, as its --help does",
    footer = {
      "# Show all commands",
      "spiffe-aws help",
      "# Show the options of a command",
      "spiffe-aws help trust add-sub"
    })
final class HelpCommand implements CliCommand {
  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = {"Words of the command, such as trust add-sub", "[default: all commands]"})
  private List<String> command = new ArrayList<>();

  @Override
  public int run(Invocation invocation) {
    checkWords();
    var words = new ArrayList<>(command);
    words.add("--help");
    return new Application(invocation.console(), invocation.clock(), invocation.sleeper())
        .run(words.toArray(String[]::new));
  }

  private void checkWords() {
    var at = CommandTree.around(command.toArray(String[]::new));
    for (var word : command) {
      var next = at.getSubcommands().get(word);
      if (next == null) {
        var mistake = new UnmatchedArgumentException(at, List.of(word));
        throw new ProblemException(ParseErrorTranslator.of(mistake));
      }
      at = next;
    }
  }
}
