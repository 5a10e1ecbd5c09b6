package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/// `--allow-path`.
public final class AllowPathOption {
  @Option(
      names = "--allow-path",
      paramLabel = "DIR",
      description =
          "Let the chain name files below this directory; repeatable (default: below the chain"
              + " file's own directory only).")
  private List<String> directories = List.of();

  /// The directories besides the chain file's own.
  public List<Path> directories(Invocation invocation) {
    return directories.stream().map(invocation.console().directory()::resolve).toList();
  }
}
