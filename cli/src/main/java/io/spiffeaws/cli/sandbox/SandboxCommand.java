package io.spiffeaws.cli.sandbox;

import picocli.CommandLine.Command;

/// `spiffe-aws sandbox`.
@Command(
    name = "sandbox",
    addMethodSubcommands = false,
    description = "Run SPIRE, an issuer, IAM, STS and S3 in one process, for a trial",
    footer = {
      "# Run a tour that explains each step",
      "spiffe-aws sandbox demo",
      "# Open a shell in the sandbox",
      "spiffe-aws sandbox run -- bash"
    })
public final class SandboxCommand {}
