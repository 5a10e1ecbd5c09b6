package io.spiffeaws.cli.s3;

import picocli.CommandLine.Command;

/// `spiffe-aws s3`.
@Command(
    name = "s3",
    addMethodSubcommands = false,
    description = "Check what a role may do in a bucket",
    footer = {
      "# Check a prefix of a bucket",
      "spiffe-aws s3 check s3://reports/2026 \\",
      "  --role arn:aws:iam::123456789012:role/s3-app",
      "# Check a bucket with the name of the role",
      "spiffe-aws s3 check s3://reports --role s3-app --account 123456789012"
    })
public final class S3Command {}
