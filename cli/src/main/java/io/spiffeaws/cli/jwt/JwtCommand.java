package io.spiffeaws.cli.jwt;

import picocli.CommandLine.Command;

/// `spiffe-aws jwt`.
@Command(
    name = "jwt",
    addMethodSubcommands = false,
    description = "Fetch, inspect, validate and renew JWT-SVIDs")
public final class JwtCommand {}
