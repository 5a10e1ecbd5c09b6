package io.spiffeaws.cli.entry;

import picocli.CommandLine.Command;

/// `spiffe-aws entry`.
@Command(
    name = "entry",
    addMethodSubcommands = false,
    description = "List, show, export, update and delete registration entries")
public final class EntryCommand {}
