package io.spiffeaws.scenarios;

import io.spiffeaws.scenarios.Scenario.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// A type of world: a stack and a form of the tool.
///
/// @param name as in `-Dscenarios.worlds`
/// @param stack the services behind the endpoints
/// @param program the form of the tool
record Worlds(String name, Stack stack, Program program) {

  private static final String LAUNCHER_IN_SANDBOX = "sandbox-by-launcher";
  private static final Path LAUNCHER =
      Path.of("../cli/target/spiffe-aws/bin").toAbsolutePath().normalize();

  private static final Pattern VARIABLE = Pattern.compile("\\$[A-Z]\\w*|<[a-z]+>");

  /// Returns the worlds in the property `scenarios.worlds`. If `spiffe-aws.binary` is the path of a
  /// native binary, worlds with this binary on the same stacks are added.
  static List<Worlds> chosen() {
    var names = new LinkedHashSet<>(List.of(System.getProperty("scenarios.worlds", "").split(",")));
    names.remove("");
    if (!System.getProperty("spiffe-aws.binary", "").isEmpty()) {
      List.copyOf(names)
          .forEach(name ->
              names.add(name.replaceFirst("(sandbox|real-stack|cluster).*", "$1-by-binary")));
    }
    var worlds = new ArrayList<Worlds>();
    for (var name : names) {
      worlds.add(named(name));
    }
    return worlds;
  }

  private static Worlds named(String name) {
    return switch (name) {
      case "sandbox-in-process" ->
          new Worlds(name, Stack.sandbox, new InProcess(installed(LAUNCHER).directory()));
      case LAUNCHER_IN_SANDBOX -> new Worlds(name, Stack.sandbox, installed(LAUNCHER));
      case "sandbox-by-binary" -> new Worlds(name, Stack.sandbox, installed(binary()));
      case "real-stack" -> new Worlds(name, Stack.real, installed(LAUNCHER));
      case "real-stack-by-binary" -> new Worlds(name, Stack.real, installed(binary()));
      case "cluster" -> new Worlds(name, Stack.cluster, installed(LAUNCHER));
      case "cluster-by-binary" -> new Worlds(name, Stack.cluster, installed(binary()));
      default -> throw new IllegalArgumentException("unknown world " + name);
    };
  }

  private static Path binary() {
    return Path.of(System.getProperty("spiffe-aws.binary", "")).toAbsolutePath().resolveSibling("");
  }

  private static InstalledProgram installed(Path directory) {
    if (!Files.isExecutable(directory.resolve("spiffe-aws"))) {
      throw new IllegalStateException(directory.resolve("spiffe-aws") + " not found");
    }
    return new InstalledProgram(directory);
  }

  /// Returns whether this form of the tool runs the scenario. A scenario in which a shell starts
  /// the tool each time does not test it in process.
  boolean concerns(Scenario scenario) {
    return program instanceof InstalledProgram
        || scenario.steps().stream()
            .anyMatch(step ->
                step instanceof Scenario.Run run && !run.isQuery() && isSupported(run.command()));
  }

  boolean isLauncherInSandbox() {
    return name.equals(LAUNCHER_IN_SANDBOX);
  }

  private boolean isSupported(String command) {
    return ShellWords.of(VARIABLE.matcher(command).replaceAll("x"))
        .filter(program::supports)
        .isPresent();
  }

  /// Runs a scenario in a new world of this type.
  void run(Scenario scenario, boolean update) throws IOException {
    var root = Files.createTempDirectory("sc");
    var directory = Files.createDirectory(root.resolve("work"));
    Files.createDirectory(root.resolve("home"));
    try (var world = open(scenario, root.resolve("world"))) {
      new Runner(
              scenario,
              program,
              setUp(),
              world,
              directory,
              Machine.environment(),
              new Mismatches(name, update))
          .run();
    } finally {
      delete(root);
    }
  }

  /// Returns the program for the preceding scenarios. They are tested separately, so in the sandbox
  /// they run in process, which starts no programs.
  private Program setUp() {
    return stack == Stack.sandbox ? new InProcess(program.directory()) : program;
  }

  private World open(Scenario scenario, Path directory) throws IOException {
    return switch (stack) {
      case sandbox -> SandboxWorld.start(directory, scenario.clock());
      case real -> RealWorld.up(directory, System.getenv());
      case cluster -> ClusterWorld.take(program.directory());
    };
  }

  private static void delete(Path root) throws IOException {
    List<Path> files;
    try (var all = Files.walk(root)) {
      files = all.collect(Collectors.toList());
    }
    for (var file : files.reversed()) {
      Files.deleteIfExists(file);
    }
  }
}
