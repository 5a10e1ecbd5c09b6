package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Options for the output of a render command.
public final class RenderOutOptions {
  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = {
        "Directory to write the files to, each atomically",
        "[default: standard output]"
      })
  private @Nullable String directory;

  @Option(
      names = "--force",
      description = "Overwrite files in --out that were edited or that spiffe-aws did not write")
  private boolean force;

  @Mixin private DryRunOption dryRun = new DryRunOption();

  /// @throws ProblemException malformed, if there is none and an option requires it
  public Optional<Path> directory(Invocation invocation) {
    if (directory == null && (force || dryRun.dryRun())) {
      throw ProblemException.malformed(
          "usage",
          (force ? "--force" : "--dry-run") + " requires --out",
          "specify a directory with --out");
    }
    return Optional.ofNullable(directory).map(invocation.console().directory()::resolve);
  }

  /// The directory as it was typed; empty if there is none.
  public Optional<String> typed() {
    return Optional.ofNullable(directory);
  }

  public boolean force() {
    return force;
  }

  public boolean dryRun() {
    return dryRun.dryRun();
  }
}
