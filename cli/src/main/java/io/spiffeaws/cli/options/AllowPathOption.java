package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/// The option `--allow-path`.
public final class AllowPathOption {
  @Option(
      names = "--allow-path",
      paramLabel = "DIR",
      description = {
        "Allow the chain to refer to files below this directory",
        "[default: only the chain file's directory]"
      })
  private List<String> directories = List.of();

  /// The allowed directories in addition to the chain file's own.
  public List<Path> directories(Invocation invocation) {
    return directories.stream().map(invocation.console().directory()::resolve).toList();
  }
}
