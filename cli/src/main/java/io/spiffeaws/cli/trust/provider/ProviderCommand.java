package io.spiffeaws.cli.trust.provider;

import picocli.CommandLine.Command;

/// `spiffe-aws trust provider`.
@Command(
    name = "provider",
    addMethodSubcommands = false,
    description = "OIDC providers: the issuers whose tokens AWS takes.")
public final class ProviderCommand {}
