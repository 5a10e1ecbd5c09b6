package io.spiffeaws.cli;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.GlobalOptions;
import io.spiffeaws.config.ConfigFile;
import io.spiffeaws.config.ConfigLocation;
import io.spiffeaws.config.Context;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The context of a command: that of `--context`, else of `SPIFFE_AWS_CONTEXT`, else the current
/// one of the configuration file. The file is read when a setting is needed, and once. Not
/// thread-safe.
public final class CurrentContext {
  /// The environment variable that names the context.
  public static final String VARIABLE = "SPIFFE_AWS_CONTEXT";

  private final GlobalOptions global;
  private final Console console;
  private @Nullable ConfigFile file;

  CurrentContext(GlobalOptions global, Console console) {
    this.global = global;
    this.console = console;
  }

  /// Returns the place of the configuration file.
  ///
  /// @throws ProblemException malformed, if no file can have that path
  public ConfigLocation location() {
    return ConfigLocation.of(
        global.config().orElse(null), console.environment(), console.directory());
  }

  /// Returns the content of the configuration file.
  ///
  /// @throws ProblemException as [ConfigFile#read]
  public ConfigFile file() {
    if (file == null) {
      file = ConfigFile.read(location());
    }
    return file;
  }

  /// Checks the name in `--context`, also for a command that needs no setting of the context.
  ///
  /// @throws ProblemException missing, if the file does not have it; as [ConfigFile#read]
  void checkOption() {
    global.context().ifPresent(name -> file().context(name));
  }

  /// Returns the problem of a current context that the file does not have, unless another one is
  /// chosen; empty if there is none.
  public Optional<Problem> missingCurrent() {
    try {
      var _ = get();
      return Optional.empty();
    } catch (ProblemException e) {
      return Optional.of(e.problem()).filter(problem -> problem instanceof Problem.Malformed);
    }
  }

  /// Returns the context, or empty if none is chosen.
  ///
  /// @throws ProblemException missing, if the file does not have it; malformed, if it does not have
  ///   its current one; as [ConfigFile#read]
  public Optional<Context> get() {
    var named =
        global
            .context()
            .or(() ->
                Optional.ofNullable(console.environment().get(VARIABLE))
                    .filter(name -> !name.isEmpty()));
    return named.map(name -> file().context(name)).or(() -> file().currentContext());
  }
}
