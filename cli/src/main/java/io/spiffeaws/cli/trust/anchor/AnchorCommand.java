package io.spiffeaws.cli.trust.anchor;

import picocli.CommandLine.Command;

/// `spiffe-aws trust anchor`.
@Command(
    name = "anchor",
    addMethodSubcommands = false,
    description =
        "Manage trust anchors of IAM Roles Anywhere, the CAs whose X509-SVIDs AWS accepts",
    footer = {
      "# Create a trust anchor with the CA of the SPIRE server",
      "spiffe-aws trust anchor create spire",
      "# Keep it equal to the CAs of the server through rotations",
      "spiffe-aws trust anchor sync spire --watch"
    })
public final class AnchorCommand {}
