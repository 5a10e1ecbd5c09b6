package io.spiffeaws.cli.trust;

import picocli.CommandLine.Command;

/// `spiffe-aws trust`.
@Command(
    name = "trust",
    addMethodSubcommands = false,
    description = "Manage OIDC providers, roles and their trust policies in AWS")
public final class TrustCommand {}
