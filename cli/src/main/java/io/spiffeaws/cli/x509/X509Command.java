package io.spiffeaws.cli.x509;

import picocli.CommandLine.Command;

/// `spiffe-aws x509`.
@Command(
    name = "x509",
    addMethodSubcommands = false,
    description = "Fetch X509-SVIDs",
    footer = {
      "# Write the X509-SVID of this process to files",
      "spiffe-aws x509 fetch --svid-file svid.pem --key-file key.pem",
      "# Wait up to 30 seconds for a new registration entry",
      "spiffe-aws x509 fetch --svid-file svid.pem --key-file key.pem --wait 30s"
    })
public final class X509Command {}
