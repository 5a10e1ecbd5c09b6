package io.spiffeaws.cli.oidc;

import picocli.CommandLine.Command;

/// `spiffe-aws oidc`.
@Command(
    name = "oidc",
    addMethodSubcommands = false,
    description = "Check and publish the issuer's discovery document and keys",
    footer = {
      "# Check an issuer",
      "spiffe-aws oidc check https://oidc.example.org",
      "# Write its documents to a directory",
      "spiffe-aws oidc export --issuer https://oidc.example.org --out /var/www/oidc"
    })
public final class OidcCommand {}
