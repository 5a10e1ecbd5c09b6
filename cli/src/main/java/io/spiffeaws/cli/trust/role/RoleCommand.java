package io.spiffeaws.cli.trust.role;

import picocli.CommandLine.Command;

/// `spiffe-aws trust role`.
@Command(
    name = "role",
    addMethodSubcommands = false,
    description = "Manage roles that SPIFFE IDs may assume",
    footer = {
      "# Create a role that a SPIFFE ID may assume",
      "spiffe-aws trust role create s3-app --issuer https://oidc.example.org \\",
      "  --sub spiffe://example.org/s3-app",
      "# List the roles that tokens can assume",
      "spiffe-aws trust role list"
    })
public final class RoleCommand {}
