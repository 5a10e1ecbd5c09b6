package io.spiffeaws.scenarios;

import io.spiffeaws.scenarios.Scenario.Expected;
import io.spiffeaws.scenarios.Scenario.Run;
import io.spiffeaws.scenarios.Scenario.Write;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Runs the steps of one scenario in one world.
final class Runner {
  private final Scenario scenario;
  private final Program program;
  private final Program setUp;
  private final World world;
  private final Path directory;
  private final VariableBindings bindings;
  private final Map<String, String> environment;
  private final Mismatches mismatches;

  /// Creates a runner.
  ///
  /// @param program runs the steps of the scenario
  /// @param setUp runs the preceding scenarios
  /// @param directory working directory
  /// @param host the environment of the machine, without variables that could affect the result
  Runner(
      Scenario scenario,
      Program program,
      Program setUp,
      World world,
      Path directory,
      Map<String, String> host,
      Mismatches mismatches) {
    this.scenario = scenario;
    this.program = program;
    this.setUp = setUp;
    this.world = world;
    this.directory = directory;
    this.mismatches = mismatches;
    var variables = variables();
    this.bindings = new VariableBindings(variables);
    this.environment = new HashMap<>(host);
    environment.put("HOME", directory.resolveSibling("home").toString());
    environment.put("PATH", program.directory() + ":" + Machine.HELPERS + ":" + host.get("PATH"));
    environment.putAll(variables);
    environment.putAll(world.environment());
  }

  private Map<String, String> variables() {
    return Map.of(
        "ACCOUNT",
        world.account(),
        "ISSUER",
        "https://oidc.example.org",
        "PROVIDER",
        "arn:aws:iam::" + world.account() + ":oidc-provider/oidc.example.org",
        "SERVER",
        world.environment().getOrDefault("SPIRE_API_ADDRESS", ""),
        "TMP",
        directory.toString(),
        "UID_",
        Machine.UID);
  }

  void run() throws IOException {
    for (var before : scenario.given()) {
      steps(before, setUp, new Mismatches(mismatches.world(), false));
    }
    steps(scenario, program, mismatches);
    mismatches.settle(scenario);
  }

  private void steps(Scenario scenario, Program program, Mismatches mismatches) throws IOException {
    for (var step : scenario.steps()) {
      switch (step) {
        case Write(_, var name, var content) -> write(name, bindings.expand(content));
        case Run run -> run(run, scenario, program, mismatches);
      }
    }
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(directory.resolve(name), content);
  }

  private void run(Run run, Scenario scenario, Program program, Mismatches mismatches)
      throws IOException {
    var result = result(run, program);
    if (!matches(run.expected(), result)) {
      var updated = mismatches.report(scenario, run, result, bindings);
      bindings.match(updated.out(), result.out());
    }
    if (program instanceof InProcess inProcess && scenario.equals(this.scenario)) {
      new PrintedCommandCheck(inProcess, environment, directory)
          .check(result, scenario.file() + ":" + run.line());
    }
  }

  private boolean matches(Expected expected, Result result) {
    return expected.exit() == result.exit()
        && bindings.match(expected.out(), result.out())
        && bindings.match(expected.err(), result.err());
  }

  private Result result(Run run, Program program) throws IOException {
    var command = bindings.expand(run.command());
    if (run.isQuery()) {
      return query(command.substring(1).strip().split(" +"));
    }
    var words = ShellWords.of(command).filter(program::supports);
    return words.isPresent()
        ? program.run(words.get(), environment, directory)
        : Shell.run(world.inside(List.of("sh", "-c", command)), environment, directory);
  }

  private Result query(String[] words) throws IOException {
    if (words[0].equals("clock")) {
      world.moveClock(ScenarioText.offset(words[1]));
      return Result.query("");
    }
    return Result.query(world.query(words));
  }
}
