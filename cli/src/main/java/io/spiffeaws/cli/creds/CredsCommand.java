package io.spiffeaws.cli.creds;

import picocli.CommandLine.Command;

/// `spiffe-aws creds`.
@Command(
    name = "creds",
    addMethodSubcommands = false,
    description = "AWS credentials for this process's SPIFFE identity.")
public final class CredsCommand {}
