package io.spiffeaws.cli.jwt;

import picocli.CommandLine.Command;

/// `spiffe-aws jwt`.
@Command(
    name = "jwt",
    addMethodSubcommands = false,
    description = "Tokens: fetch, look into and check JWT-SVIDs.")
public final class JwtCommand {}
