package io.spiffeaws.scenarios;

import io.spiffeaws.sandbox.Sandbox;
import io.spiffeaws.scenarios.DocumentPage.Block;
import io.spiffeaws.scenarios.Scenario.Expected;
import io.spiffeaws.scenarios.Scenario.Run;
import io.spiffeaws.scenarios.Scenario.Stack;
import io.spiffeaws.scenarios.Scenario.Step;
import io.spiffeaws.scenarios.Scenario.Write;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Converts a page into a scenario: each block of shell lines is run in one shell, and must print
/// the block below it.
final class DocumentScenario {
  private static final String ANYTHING = "…";

  /// Opens the environment that a page of the sandbox is run in; not run itself.
  private static final String OPENS_SANDBOX = "spiffe-aws sandbox run -- bash\n";

  /// Exported variables are kept from block to block, as in one shell.
  private static final String SHELL =
      """
      exec 2>&1; [ ! -e ../shell ] || . ../shell
      trap 'status=$?; export -p > ../shell; exit $status' EXIT; set -e
      """;

  /// What tells the tool that it runs in a sandbox, as in the shell of `sandbox run`.
  private static final String IN_SANDBOX = "export SPIFFE_AWS_SANDBOX=" + Sandbox.ACCOUNT + "\n";

  private final DocumentPage page;
  private final boolean plain;
  private final List<Step> steps = new ArrayList<>();

  private DocumentScenario(DocumentPage page) {
    this.page = page;
    this.plain = plain();
  }

  /// Returns the scenario of a page, or empty if the page names no world to run it in.
  static Optional<Scenario> of(DocumentPage page) {
    return page.setting("world").map(worlds -> new DocumentScenario(page).in(worlds));
  }

  private Scenario in(String worlds) {
    var blocks = page.blocks();
    for (var at = 0; at < blocks.size(); at++) {
      var block = blocks.get(at);
      var next = at + 1 < blocks.size() ? Optional.of(blocks.get(at + 1)) : Optional.<Block>empty();
      take(block, next.filter(below -> below.language().equals("text")));
    }
    return new Scenario(
        page.file(),
        "the page's lines do what it says",
        stacks(worlds),
        List.of(),
        page.setting("needs").map(needs -> List.of(needs.split(" "))).orElse(List.of()),
        Duration.ZERO,
        List.copyOf(steps));
  }

  /// If a page has only commands of the tool, each is run by itself, without a shell.
  private boolean plain() {
    return page.blocks().stream()
        .allMatch(block ->
            block.directive("by").isEmpty()
                && !block.language().equals("text")
                && (!runs(block)
                    || lines(block).allMatch(line -> ShellWords.of(line).isPresent())));
  }

  private String shell() {
    return page.setting("world").filter("sandbox"::equals).map(_ -> IN_SANDBOX).orElse("") + SHELL;
  }

  private static boolean runs(Block block) {
    return block.shell()
        && block.directive("file").isEmpty()
        && block.directive("elsewhere").isEmpty()
        && !block.text().equals(OPENS_SANDBOX);
  }

  private static Stream<String> lines(Block block) {
    return block.text().replace("\\\n", " ").lines().filter(line -> !line.isBlank());
  }

  private void take(Block block, Optional<Block> below) {
    block
        .directive("file")
        .ifPresent(name -> steps.add(new Write(block.line(), name, block.text())));
    if (!runs(block)) {
      return;
    }
    var exit = block.directive("exit").map(Integer::parseInt).orElse(0);
    if (plain) {
      commands(block, exit);
      return;
    }
    var printed =
        below
            .map(text -> text.lines().stream().map(DocumentScenario::expected).toList())
            .orElse(List.of("..."));
    steps.add(run(block.line(), shell() + typed(block), new Expected(exit, printed, List.of())));
  }

  private static String typed(Block block) {
    return block
        .directive("by")
        .map(program -> "%s <<'LINES'\n%sLINES\n".formatted(program, block.text()))
        .orElseGet(block::text);
  }

  /// @param exit exit code of the last line
  private void commands(Block block, int exit) {
    var lines = lines(block).toList();
    for (var line : lines.subList(0, lines.size() - 1)) {
      steps.add(run(block.line(), line, anyOutput(0)));
    }
    steps.add(run(block.line(), lines.getLast(), anyOutput(exit)));
  }

  private static Expected anyOutput(int exit) {
    return new Expected(exit, List.of("..."), List.of("..."));
  }

  private static Run run(int line, String text, Expected expected) {
    return new Run(line, line, line, text, expected);
  }

  private static String expected(String line) {
    return line.strip().equals(ANYTHING) ? "..." : line.replace(ANYTHING, "<*>");
  }

  private EnumSet<Stack> stacks(String worlds) {
    var named = EnumSet.noneOf(Stack.class);
    Arrays.stream(worlds.split(" ")).map(Stack::valueOf).forEach(named::add);
    return named;
  }
}
