package io.spiffeaws.cli.sandbox;

import io.spiffeaws.cli.view.Output;
import io.spiffeaws.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Shows the variables of a sandbox: lines for a shell, or an object.
final class SandboxView {
  private SandboxView() {}

  /// @param unset variables of this shell that would select other services
  static void show(Map<String, String> variables, List<String> unset, Output output) {
    output.result(() -> json(variables), () -> shell(variables, unset));
    output.words("the sandbox is running; to stop it, press Ctrl-C");
  }

  private static Json json(Map<String, String> variables) {
    var object = Json.object();
    for (var variable : variables.entrySet()) {
      object = object.with(variable.getKey(), Json.of(variable.getValue()));
    }
    return object;
  }

  private static String shell(Map<String, String> variables, List<String> unset) {
    return unset.stream().map(name -> "unset " + name + "\n").collect(Collectors.joining())
        + variables.entrySet().stream()
            .map(variable -> "export " + variable.getKey() + "=" + quoted(variable.getValue()))
            .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String quoted(String value) {
    return value.matches("[A-Za-z0-9_./:@%+=,-]+")
        ? value
        : "'" + value.replace("'", "'\\''") + "'";
  }
}
