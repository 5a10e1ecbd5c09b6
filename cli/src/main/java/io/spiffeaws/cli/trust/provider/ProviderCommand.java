package io.spiffeaws.cli.trust.provider;

import picocli.CommandLine.Command;

/// `spiffe-aws trust provider`.
@Command(
    name = "provider",
    addMethodSubcommands = false,
    description = "Manage OIDC providers, the issuers whose tokens AWS accepts")
public final class ProviderCommand {}
