package io.spiffeaws.cli.creds;

import picocli.CommandLine.Command;

/// `spiffe-aws creds`.
@Command(
    name = "creds",
    addMethodSubcommands = false,
    description = "Obtain AWS credentials for the SPIFFE identity of this process")
public final class CredsCommand {}
