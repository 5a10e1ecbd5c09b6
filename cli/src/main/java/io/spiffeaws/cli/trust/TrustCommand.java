package io.spiffeaws.cli.trust;

import picocli.CommandLine.Command;

/// `spiffe-aws trust`.
@Command(
    name = "trust",
    addMethodSubcommands = false,
    description = "Manage OIDC providers, trust anchors, roles and their trust policies in AWS",
    footer = {
      "# Create the OIDC provider of an issuer",
      "spiffe-aws trust provider create https://oidc.example.org",
      "# Create a role that a SPIFFE ID may assume",
      "spiffe-aws trust role create s3-app --issuer https://oidc.example.org \\",
      "  --sub spiffe://example.org/s3-app",
      "# Check whether a SPIFFE ID may assume it",
      "spiffe-aws trust check s3-app --sub spiffe://example.org/s3-app"
    })
public final class TrustCommand {}
