package io.spiffeaws.cli.trust.profile;

import picocli.CommandLine.Command;

/// `spiffe-aws trust profile`.
@Command(
    name = "profile",
    addMethodSubcommands = false,
    description = "Manage profiles of IAM Roles Anywhere, the roles that X509-SVIDs may assume",
    footer = {
      "# Create a profile for a role",
      "spiffe-aws trust profile create apps --role s3-app",
      "# List the profiles of the account and region",
      "spiffe-aws trust profile list"
    })
public final class ProfileCommand {}
