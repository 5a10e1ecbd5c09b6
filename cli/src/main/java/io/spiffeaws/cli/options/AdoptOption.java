package io.spiffeaws.cli.options;

import io.spiffeaws.chain.Adoption;
import io.spiffeaws.problem.TypedCommand;
import picocli.CommandLine.Option;

/// The option `--adopt`.
public final class AdoptOption {
  @Option(
      names = "--adopt",
      description = "Also change roles and the provider that are not managed by this chain")
  private boolean adopt;

  public boolean adopt() {
    return adopt;
  }

  /// @param file the chain file as it was specified
  public Adoption adoption(String file) {
    return new Adoption(adopt, TypedCommand.of("spiffe-aws plan -f %s --adopt", file));
  }
}
