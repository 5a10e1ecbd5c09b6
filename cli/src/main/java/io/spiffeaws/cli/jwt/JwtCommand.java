package io.spiffeaws.cli.jwt;

import picocli.CommandLine.Command;

/// `spiffe-aws jwt`.
@Command(
    name = "jwt",
    addMethodSubcommands = false,
    description = "Fetch, inspect, validate and renew JWT-SVIDs",
    footer = {
      "# Show the claims of a token of this process",
      "spiffe-aws jwt fetch | spiffe-aws jwt inspect",
      "# Keep a token in a file",
      "spiffe-aws jwt watch --out /run/s3-app/token"
    })
public final class JwtCommand {}
