package io.spiffeaws.cli.oidc;

import picocli.CommandLine.Command;

/// `spiffe-aws oidc`.
@Command(
    name = "oidc",
    addMethodSubcommands = false,
    description = "Check and publish the issuer's discovery document and keys")
public final class OidcCommand {}
