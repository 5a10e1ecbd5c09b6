package io.spiffeaws.credentials;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Variables in the language of a shell, each value quoted so that the shell gives back the same
/// bytes and runs none of them.
public final class VariableText {
  private VariableText() {}

  /// Lines that set the variables; in a shell, also lines that take others away.
  ///
  /// @param stronger variables to unset, where the language can
  public static String set(Shell shell, Map<String, String> variables, List<String> stronger) {
    var unset = unset(shell, stronger);
    return unset
        + variables.entrySet().stream()
            .map(variable -> set(shell, variable.getKey(), variable.getValue()) + "\n")
            .collect(Collectors.joining());
  }

  /// What the shell must evaluate where there is nothing to set, so that a script which is to stop
  /// at errors stops; empty where the text is not evaluated but kept in a file.
  public static String failure(Shell shell) {
    return switch (shell) {
      case sh, bash, zsh, fish -> "false\n";
      case powershell -> "throw 'spiffe-aws: there are no credentials'\n";
      case dotenv, github -> "";
    };
  }

  /// Has the log of a GitHub workflow hide a value (workflow command `add-mask`).
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

  /// POSIX, Shell Command Language, 2.2.2: nothing is special between single quotes.
  private static String sh(String value) {
    return "'" + value.replace("'", "'\\''") + "'";
  }

  /// PowerShell also takes typographic quotes for quotes (about_Quoting_Rules).
  private static String powershell(String value) {
    return value.replaceAll("(['\u2018\u2019\u201a\u201b])", "$1$1");
  }

  /// Bare where every reader agrees, since `docker run --env-file` takes quotes for part of the
  /// value.
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

  /// The form for several lines, with a closing line that the value does not hold.
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
