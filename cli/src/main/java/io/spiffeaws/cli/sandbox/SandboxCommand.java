package io.spiffeaws.cli.sandbox;

import picocli.CommandLine.Command;

/// `spiffe-aws sandbox`.
@Command(
    name = "sandbox",
    addMethodSubcommands = false,
    description = "Run SPIRE, an issuer, IAM, STS and S3 in one process, for a trial")
public final class SandboxCommand {}
