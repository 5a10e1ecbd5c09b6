package io.spiffeaws.cli.render;

import picocli.CommandLine.Command;

/// `spiffe-aws render`.
@Command(
    name = "render",
    addMethodSubcommands = false,
    description =
        "Write configuration and manifests for SPIRE and workloads, and check those that are there.")
public final class RenderCommand {}
