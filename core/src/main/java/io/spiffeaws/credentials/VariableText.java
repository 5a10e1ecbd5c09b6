package io.spiffeaws.credentials;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Prints variables in the syntax of a shell. Each value is quoted so that the shell reads the same
/// bytes and executes none of them.
public final class VariableText {
  private VariableText() {}

  /// Returns lines that set the variables; in a shell, also lines that unset others.
  ///
  /// @param stronger variables to unset, if the format supports it
  public static String set(Shell shell, Map<String, String> variables, List<String> stronger) {
    var unset = unset(shell, stronger);
    return unset
        + variables.entrySet().stream()
            .map(variable -> set(shell, variable.getKey(), variable.getValue()) + "\n")
            .collect(Collectors.joining());
  }

  /// Returns the text for a shell to evaluate if there is nothing to set: it fails, so a script
  /// that stops at errors stops. Empty for formats that are stored in a file instead of evaluated.
  public static String failure(Shell shell) {
    return switch (shell) {
      case sh, bash, zsh, fish -> "false\n";
      case powershell -> "throw 'spiffe-aws: no credentials'\n";
      case dotenv, github -> "";
    };
  }

  /// Returns the workflow command `add-mask`, which hides a value in the log of a GitHub workflow.
  public static String mask(String value) {
    return "::add-mask::"
        + value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
        + "\n";
  }

  private static String unset(Shell shell, List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    return switch (shell) {
      case sh, bash, zsh -> "unset " + String.join(" ", names) + "\n";
      case fish -> "set -e " + String.join("; set -e ", names) + "\n";
      case powershell ->
          names.stream()
              .map(name -> "Remove-Item Env:" + name + " -ErrorAction SilentlyContinue\n")
              .collect(Collectors.joining());
      case dotenv, github -> "";
    };
  }

  private static String set(Shell shell, String name, String value) {
    return switch (shell) {
      case sh, bash, zsh -> "export " + name + "=" + sh(value);
      case fish -> "set -gx " + name + " '" + value.replace("\\", "\\\\").replace("'", "\\'") + "'";
      case powershell -> "$Env:" + name + " = '" + powershell(value) + "'";
      case dotenv -> name + "=" + dotenv(value);
      case github -> github(name, value);
    };
  }

  /// POSIX, Shell Command Language, 2.2.2: no character is special between single quotes.
  private static String sh(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  /// PowerShell also accepts typographic quotes as quotes (about_Quoting_Rules).
  private static String powershell(String value) {
    return value.replaceAll("(['\u2018\u2019\u201a\u201b])", "$1$1");
  }

  /// Unquoted if all readers agree on the value, since `docker run --env-file` treats quotes as
  /// part of the value.
  private static String dotenv(String value) {
    if (value.matches("[\\w+/=.:,@%-]*")) {
      return value;
    }
    return value.contains("'") || value.contains("\n") || value.contains("\r")
        ? '"'
            + value
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("$", "\\$")
                .replace("\n", "\\n")
                .replace("\r", "\\r")
            + '"'
        : "'" + value + "'";
  }

  /// The multi-line form, with an end marker that is not in the value.
  private static String github(String name, String value) {
    if (!value.contains("\n") && !value.contains("\r")) {
      return name + "=" + value;
    }
    var end = "END";
    while (value.contains(end)) {
      end += "_";
    }
    return name + "<<" + end + "\n" + value + "\n" + end;
  }
}
