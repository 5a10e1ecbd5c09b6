package io.spiffeaws.config;

import io.spiffeaws.file.PathText;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the configuration file is.
///
/// @param path of the file; empty if no home directory is known
/// @param base the directory of the user that a file found by default is in: from there on other
///   users must not be able to change the path; empty for a file that the user named
/// @param mustExist whether the file was specified in the command itself. A file of the variable or
///   the default one need not exist
public record ConfigLocation(Optional<Path> path, Optional<Path> base, boolean mustExist) {
  /// The environment variable that names the file.
  public static final String VARIABLE = "SPIFFE_AWS_CONFIG";

  /// Returns the file that the option names, else the variable [#VARIABLE], else
  /// `spiffe-aws/config.toml` in the user's configuration directory (XDG Base Directory
  /// Specification 0.8: `$XDG_CONFIG_HOME`, `~/.config` by default).
  ///
  /// @param option the value of `--config`, null if it was not given
  /// @param directory that relative paths start from
  /// @throws io.spiffeaws.problem.ProblemException malformed, if no file can have that path
  public static ConfigLocation of(
      @Nullable String option, Map<String, String> environment, Path directory) {
    var named = option != null ? option : environment.getOrDefault(VARIABLE, "");
    if (!named.isEmpty()) {
      var file = directory.resolve(PathText.parse(named));
      return new ConfigLocation(Optional.of(file), Optional.empty(), option != null);
    }
    return absolute(environment, "XDG_CONFIG_HOME")
        .map(base -> below(base, base))
        .or(() -> absolute(environment, "HOME").map(home -> below(home, home.resolve(".config"))))
        .orElseGet(() -> new ConfigLocation(Optional.empty(), Optional.empty(), false));
  }

  private static ConfigLocation below(Path base, Path config) {
    return new ConfigLocation(
        Optional.of(config.resolve("spiffe-aws").resolve("config.toml")), Optional.of(base), false);
  }

  /// The specification ignores a relative `XDG_CONFIG_HOME`.
  private static Optional<Path> absolute(Map<String, String> environment, String variable) {
    return Optional.ofNullable(environment.get(variable))
        .filter(path -> path.startsWith("/"))
        .map(PathText::parse);
  }
}
