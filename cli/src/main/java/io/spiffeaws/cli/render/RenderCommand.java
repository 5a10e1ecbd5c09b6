package io.spiffeaws.cli.render;

import picocli.CommandLine.Command;

/// `spiffe-aws render`.
@Command(
    name = "render",
    addMethodSubcommands = false,
    description = "Write configuration for SPIRE and workloads, and check existing files",
    footer = {
      "# Write the Kubernetes manifests for a chain",
      "spiffe-aws render kubernetes -f chain.yaml --out manifests",
      "# Check a server configuration",
      "spiffe-aws render check /etc/spire/server.conf"
    })
public final class RenderCommand {}
