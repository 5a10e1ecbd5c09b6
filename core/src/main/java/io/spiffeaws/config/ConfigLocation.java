package io.spiffeaws.config;

import io.spiffeaws.file.PathText;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where the configuration file is.
///
/// @param path of the file, which need not exist; empty if no home directory is known
/// @param chosen whether the user named the file, so that its owner is not checked
public record ConfigLocation(Optional<Path> path, boolean chosen) {
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
      return new ConfigLocation(Optional.of(directory.resolve(PathText.parse(named))), true);
    }
    return new ConfigLocation(
        home(environment).map(home -> home.resolve("spiffe-aws").resolve("config.toml")), false);
  }

  /// The specification ignores a relative `XDG_CONFIG_HOME`.
  private static Optional<Path> home(Map<String, String> environment) {
    var config = environment.getOrDefault("XDG_CONFIG_HOME", "");
    if (config.startsWith("/")) {
      return Optional.of(PathText.parse(config));
    }
    var home = environment.getOrDefault("HOME", "");
    return home.startsWith("/")
        ? Optional.of(PathText.parse(home).resolve(".config"))
        : Optional.empty();
  }
}
