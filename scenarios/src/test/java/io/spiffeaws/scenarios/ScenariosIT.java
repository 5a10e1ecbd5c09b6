package io.spiffeaws.scenarios;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs every scenario, and every documentation page with a world, in each selected world.
///
/// `-Dscenarios.once=true` runs with the launcher in the sandbox only those scenarios that did not
/// run in a world before it, for a faster test of all behaviours. `-Dscenarios.only=TEXT[,TEXT...]`
/// runs those whose path contains one of the texts. `-Dscenarios.update` writes the actual results
/// into the files for review.
class ScenariosIT {
  private static final Path DIRECTORY = Path.of("src/scenarios");
  private static final List<String> ONLY =
      List.of(System.getProperty("scenarios.only", "").split(","));
  // The long scenarios start first, so that no core is idle at the end. Those of the real stack
  // alone are long.
  private static final Comparator<Scenario> LONGEST_FIRST =
      Comparator.<Scenario, Boolean>comparing(s -> s.stacks().contains(Scenario.Stack.sandbox))
          .thenComparingInt(s -> -s.steps().size());
  private static final boolean ONCE = Boolean.getBoolean("scenarios.once");
  private static final boolean UPDATE = Boolean.getBoolean("scenarios.update");

  @TestFactory
  Stream<DynamicContainer> scenarios() throws IOException {
    if (UPDATE && System.getenv("CI") != null) {
      throw new IllegalStateException("-Dscenarios.update is not allowed in CI");
    }
    var scenarios = read();
    var taken = new HashSet<Scenario>();
    var containers = new ArrayList<DynamicContainer>();
    for (var world : Worlds.chosen()) {
      containers.add(dynamicContainer(world.name(), tests(world, scenarios, taken)));
    }
    return containers.stream();
  }

  @AfterAll
  static void endCluster() throws IOException {
    ClusterWorld.end();
  }

  /// Returns the tests of one world.
  ///
  /// @param taken scenarios of the previous worlds; those of this world are added
  private static Stream<DynamicTest> tests(
      Worlds world, List<Scenario> scenarios, Set<Scenario> taken) {
    var concerned =
        scenarios.stream()
            .filter(s -> s.stacks().contains(world.stack()))
            .filter(world::concerns)
            .filter(Machine::canRun)
            .sorted(LONGEST_FIRST)
            .toList();
    var own =
        ONCE && world.isLauncherInSandbox()
            ? concerned.stream().filter(s -> !taken.contains(s)).toList()
            : concerned;
    taken.addAll(own);
    System.out.println(
        "scenarios in %s: %d%s"
            .formatted(
                world.name(),
                own.size(),
                own.equals(concerned)
                    ? ""
                    : " (and %d that ran before)".formatted(concerned.size() - own.size())));
    return own.stream()
        .map(scenario ->
            dynamicTest(
                name(scenario.file()),
                scenario.file().toUri(),
                () -> world.run(scenario, UPDATE && scenario.file().startsWith(DIRECTORY))));
  }

  private static String name(Path file) {
    var directory = DIRECTORY.toAbsolutePath();
    var whole = file.toAbsolutePath();
    return whole.startsWith(directory)
        ? directory.relativize(whole).toString()
        : Path.of("..").toAbsolutePath().normalize().relativize(whole).toString();
  }

  private static List<Scenario> read() throws IOException {
    List<Path> files;
    try (var all = Files.walk(DIRECTORY)) {
      files =
          all.filter(file -> file.toString().endsWith(".scenario") && isChosen(file))
              .sorted()
              .toList();
    }
    var scenarios = new ArrayList<Scenario>();
    for (var file : files) {
      scenarios.add(ScenarioText.read(file));
    }
    for (var page : Documents.pages()) {
      if (isChosen(page)) {
        DocumentScenario.of(DocumentPage.read(page)).ifPresent(scenarios::add);
      }
    }
    return scenarios;
  }

  private static boolean isChosen(Path file) {
    return ONLY.stream().anyMatch(file.toString()::contains);
  }
}
