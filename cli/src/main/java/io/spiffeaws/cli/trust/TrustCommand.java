package io.spiffeaws.cli.trust;

import picocli.CommandLine.Command;

/// `spiffe-aws trust`.
@Command(
    name = "trust",
    addMethodSubcommands = false,
    description = "The AWS side: issuers, roles, and who may assume them.")
public final class TrustCommand {}
