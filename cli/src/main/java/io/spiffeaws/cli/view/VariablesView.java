package io.spiffeaws.cli.view;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.credentials.CredentialVariables;
import io.spiffeaws.credentials.Shell;
import io.spiffeaws.credentials.VariableText;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/// Prints variables in the syntax of a shell.
public final class VariablesView {
  private final Shell shell;
  private final Invocation invocation;
  private final Path githubFile;

  private VariablesView(Shell shell, Invocation invocation, Path githubFile) {
    this.shell = shell;
    this.invocation = invocation;
    this.githubFile = githubFile;
  }

  /// @throws ProblemException malformed, if GitHub's form was requested outside of GitHub Actions
  public static VariablesView of(Shell shell, Invocation invocation) {
    var file = invocation.environment("GITHUB_ENV");
    if (shell == Shell.github && file.isEmpty()) {
      throw ProblemException.malformed(
          "no-github-env",
          "GITHUB_ENV is not set, so there is no file to append to",
          "use --shell github in a step of a GitHub workflow, or another --shell");
    }
    return new VariablesView(
        shell, invocation, invocation.console().directory().resolve(file.orElse("")));
  }

  public void show(Map<String, String> variables) {
    if (shell == Shell.github) {
      mask(variables);
      append(VariableText.set(shell, variables, List.of()));
    } else {
      invocation
          .output()
          .result(
              () -> json(variables),
              () -> VariableText.set(shell, variables, CredentialVariables.OVERRIDING));
    }
  }

  /// Written first, since it masks only what is logged later.
  private void mask(Map<String, String> variables) {
    for (var name : CredentialVariables.SECRET) {
      var mask = VariableText.mask(variables.getOrDefault(name, ""));
      invocation.output().data(mask.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void append(String text) {
    try {
      Files.writeString(githubFile, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-write",
          "cannot append to " + githubFile + ", which GITHUB_ENV names",
          "let GITHUB_ENV name a file that can be written, as a runner of GitHub does");
    }
  }

  private static Json json(Map<String, String> variables) {
    var environment = Json.object();
    for (var variable : variables.entrySet()) {
      environment = environment.with(variable.getKey(), Json.of(variable.getValue()));
    }
    return Json.object().with("environment", environment);
  }
}
