package io.spiffeaws.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.SpiffeAws;
import io.spiffeaws.scenarios.DocumentPage.Block;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// Tests that the tool accepts every command on the documentation pages, and that their shell lines
/// are valid.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocumentedCommandsTest {
  private static final String TOOL = "spiffe-aws";
  private static final Set<String> BEFORE_COMMANDS =
      Set.of(
          "sudo", "env", "exec", "nohup", "time", "!", "if", "then", "else", "while", "until", "do",
          "eval", "{");

  /// A command in a unit, a workflow or a profile.
  private static final Pattern IN_A_FILE =
      Pattern.compile("^(?:[\\s-]*|[\\w\\s-]+[:=]\\s*)((?:/\\S*/)?spiffe-aws .*)$");

  private static final Pattern LINK = Pattern.compile("]\\(([^)#:\\s]+)(?:#[^)]*)?\\)");

  private final CommandLine commands = Application.commandLine(new SpiffeAws());

  static List<Path> pages() throws IOException {
    return Documents.pages();
  }

  @Test
  void thereArePages() throws IOException {
    assertThat(pages())
        .extracting(Path::getFileName)
        .contains(Path.of("README.md"), Path.of("chain.md"));
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyCommandParses(Path page) throws IOException {
    var faults = new ArrayList<String>();
    for (var block : DocumentPage.read(page).blocks()) {
      for (var command : commands(block)) {
        fault(command.words())
            .ifPresent(why -> faults.add(page + ":" + command.line() + ": " + why));
      }
    }
    assertThat(faults).isEmpty();
  }

  private static List<ShellCommands.Command> commands(Block block) {
    if (block.shell() || block.language().equals(Block.INDENTED)) {
      return ShellCommands.of(block.text(), block.line());
    }
    var found = new ArrayList<ShellCommands.Command>();
    for (var at = 0; at < block.lines().size() && !block.language().equals("text"); at++) {
      var line = IN_A_FILE.matcher(block.lines().get(at));
      if (line.find()) {
        found.addAll(ShellCommands.of(line.group(1), block.line() + at));
      }
    }
    return found;
  }

  @Test
  void anUnknownOptionIsFound() {
    assertThat(fault(List.of("sudo", "-u", "app", TOOL, "jwt", "fetch", "--no-such-flag")))
        .isPresent();
    assertThat(fault(List.of("A=1", TOOL, "no-such-command"))).isPresent();
    assertThat(fault(List.of("kubectl", "exec", "-i", "p", "--", TOOL, "jwt", "fetch", "--no")))
        .isPresent();
    assertThat(fault(List.of(TOOL, "entry", "delete", "--spiffe-id", ShellCommands.UNKNOWN)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void shellLinesAreValid(Path page) throws Exception {
    var text = new StringBuilder();
    var line = 1;
    for (var block : DocumentPage.read(page).blocks()) {
      if (block.shell()) {
        text.append("\n".repeat(block.line() - line)).append(block.text());
        line = block.line() + block.lines().size();
      }
    }
    var bash =
        Shell.run(
            List.of("bash", "-n", "-c", text.toString()),
            Map.of("PATH", "/usr/bin:/bin"),
            Path.of("."));
    assertThat(bash.err()).as(page.toString()).isEmpty();
    assertThat(bash.exit()).as(page.toString()).isZero();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void everyLinkHasATarget(Path page) throws IOException {
    assertThat(LINK.matcher(Files.readString(page)).results().map(link -> link.group(1)))
        .allSatisfy(link -> assertThat(page.resolveSibling(link)).exists());
  }

  private Optional<String> fault(List<String> words) {
    return arguments(words).flatMap(this::parse);
  }

  /// Returns the words after the tool's name, if the command runs the tool.
  private static Optional<List<String>> arguments(List<String> words) {
    var start = words.contains("--") ? words.indexOf("--") + 1 : words.size();
    for (var at = 0; at < words.size(); at++) {
      var word = words.get(at);
      var mayBegin =
          at >= start || words.subList(0, at).stream().allMatch(before -> prefix(words, before));
      if (mayBegin && (word.equals(TOOL) || word.endsWith("/" + TOOL))) {
        return Optional.of(words.subList(at + 1, words.size()));
      }
    }
    return Optional.empty();
  }

  private static boolean prefix(List<String> words, String word) {
    var at = words.indexOf(word);
    return BEFORE_COMMANDS.contains(word)
        || word.matches("[A-Za-z_][A-Za-z0-9_]*=(?s:.*)|-.*")
        || (at > 0 && words.get(at - 1).equals("-u"));
  }

  private Optional<String> parse(List<String> arguments) {
    try {
      commands.parseArgs(arguments.toArray(String[]::new));
      return Optional.empty();
    } catch (ParameterException e) {
      var words = arguments.stream().collect(Collectors.joining(" "));
      return String.valueOf(e.getMessage()).contains(ShellCommands.UNKNOWN)
          ? Optional.empty()
          : Optional.of(TOOL + " " + words + ": " + e.getMessage());
    }
  }
}
