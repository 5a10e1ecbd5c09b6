package io.spiffeaws.cli.creds;

import picocli.CommandLine.Command;

/// `spiffe-aws creds`.
@Command(
    name = "creds",
    addMethodSubcommands = false,
    description = "Obtain AWS credentials for the SPIFFE identity of this process",
    footer = {
      "# Run a command with credentials of a role",
      "spiffe-aws creds exec --role arn:aws:iam::123456789012:role/s3-app \\",
      "  -- aws s3 ls",
      "# Set them in this shell",
      "eval \"$(spiffe-aws creds env --role arn:aws:iam::123456789012:role/s3-app)\""
    })
public final class CredsCommand {}
