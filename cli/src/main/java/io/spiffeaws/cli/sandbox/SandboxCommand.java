package io.spiffeaws.cli.sandbox;

import picocli.CommandLine.Command;

/// `spiffe-aws sandbox`.
@Command(
    name = "sandbox",
    addMethodSubcommands = false,
    description =
        "SPIRE, an issuer, IAM, STS and S3 in one process, to try everything with nothing installed.")
public final class SandboxCommand {}
