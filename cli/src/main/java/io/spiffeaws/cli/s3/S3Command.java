package io.spiffeaws.cli.s3;

import picocli.CommandLine.Command;

/// `spiffe-aws s3`.
@Command(
    name = "s3",
    addMethodSubcommands = false,
    description = "Check what a role may do in a bucket")
public final class S3Command {}
