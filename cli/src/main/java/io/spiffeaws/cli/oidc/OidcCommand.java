package io.spiffeaws.cli.oidc;

import picocli.CommandLine.Command;

/// `spiffe-aws oidc`.
@Command(
    name = "oidc",
    addMethodSubcommands = false,
    description = "The issuer of the tokens as AWS sees it: its discovery document and its keys.")
public final class OidcCommand {}
