package io.spiffeaws.cli.entry;

import picocli.CommandLine.Command;

/// `spiffe-aws entry`.
@Command(
    name = "entry",
    addMethodSubcommands = false,
    description = "List, show, export, update and delete registration entries",
    footer = {
      "# List all entries",
      "spiffe-aws entry list",
      "# Delete the entries of a SPIFFE ID",
      "spiffe-aws entry delete --spiffe-id spiffe://example.org/s3-app"
    })
public final class EntryCommand {}
