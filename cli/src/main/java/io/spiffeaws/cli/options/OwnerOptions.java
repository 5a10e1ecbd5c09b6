package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.spire.EntryOwner;
import java.util.List;
import picocli.CommandLine.Option;

/// The option `--foreign-prefix`: entries that another program manages.
public final class OwnerOptions {
  @Option(
      names = "--foreign-prefix",
      paramLabel = "PREFIX",
      description = {
        "Entry ID prefix of another program; its entries are not changed or exported",
        "[env: SPIRE_FOREIGN_PREFIX]"
      })
  private List<String> prefixes = List.of();

  public EntryOwner owner(Invocation invocation) {
    return new EntryOwner(
        prefixes.isEmpty()
            ? invocation
                .environment("SPIRE_FOREIGN_PREFIX")
                .map(text -> List.of(text.split(",")))
                .orElse(List.of())
            : prefixes);
  }
}
