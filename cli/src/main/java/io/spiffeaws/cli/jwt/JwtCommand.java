package io.spiffeaws.cli.jwt;

import picocli.CommandLine.Command;

/// `spiffe-aws jwt`.
@Command(name = "jwt", description = "Tokens: fetch, look into and check JWT-SVIDs.")
public final class JwtCommand {}
