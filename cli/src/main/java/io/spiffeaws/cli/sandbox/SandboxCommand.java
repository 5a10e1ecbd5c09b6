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
      "spiffe-aws sandbox run -- bash",
      "# In the sandbox: create the CA that signs X509-SVIDs next",
      "spiffe-aws sandbox rotate-ca prepare"
    })
public final class SandboxCommand {}
