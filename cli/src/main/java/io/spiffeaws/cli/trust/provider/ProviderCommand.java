package io.spiffeaws.cli.trust.provider;

import picocli.CommandLine.Command;

/// `spiffe-aws trust provider`.
@Command(
    name = "provider",
    addMethodSubcommands = false,
    description = "Manage OIDC providers, the issuers whose tokens AWS accepts",
    footer = {
      "# Create the OIDC provider of an issuer",
      "spiffe-aws trust provider create https://oidc.example.org",
      "# List the OIDC providers of the account",
      "spiffe-aws trust provider list"
    })
public final class ProviderCommand {}
