package io.spiffeaws.cli.options;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.problem.ProblemException;
import picocli.CommandLine.Option;

/// The option `--file` of a render command that requires a chain.
public final class ChainFileOption {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "FILE",
      description = "Chain file, such as chain.yaml; - for standard input")
  private String file = "";

  /// Reads the chain.
  ///
  /// @param allowed further directories of the files that the chain refers to
  /// @throws ProblemException malformed, with line and column
  public Manifest chain(AllowPathOption allowed, Invocation invocation) {
    return ChainFile.read(file, allowed.directories(invocation), invocation);
  }
}
