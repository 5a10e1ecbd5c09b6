package io.spiffeaws.cli.sandbox;

import io.spiffeaws.cli.view.Output;
import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.Sandbox;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Shows the variables of a sandbox as shell lines, or as an object.
final class SandboxView {
  private static final Pattern SHELL = Pattern.compile("(.*/)?(ba|da|k|z|fi)?sh");
  private static final String ACCOUNT = " with the AWS account " + Sandbox.ACCOUNT;

  private SandboxView() {}

  /// @param unset variables of this shell that would bypass the sandbox
  static void show(Map<String, String> variables, List<String> unset, Output output) {
    output.result(() -> json(variables), () -> shell(variables, unset));
    output.message("the sandbox is running%s; press Ctrl-C to stop it".formatted(ACCOUNT));
    if (output.forTerminal()) {
      output.message("for a shell in a sandbox, run: spiffe-aws sandbox run -- bash");
    }
  }

  /// Tells a person at a terminal that the command runs in a sandbox.
  ///
  /// @param inner whether that sandbox is started in another one, with which it shares nothing
  static void entering(List<String> command, boolean inner, Output output) {
    var shell = command.size() == 1 && SHELL.matcher(command.getFirst()).matches();
    output.message(
        "%ssandbox%s; %s"
            .formatted(
                inner ? "another, empty " : "",
                ACCOUNT,
                shell ? "to leave it, type exit" : "it ends with " + command.getFirst()));
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
