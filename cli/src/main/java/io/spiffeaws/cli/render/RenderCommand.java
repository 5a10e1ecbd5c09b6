package io.spiffeaws.cli.render;

import picocli.CommandLine.Command;

/// `spiffe-aws render`.
@Command(
    name = "render",
    addMethodSubcommands = false,
    description = "Write configuration for SPIRE and workloads, and check existing files")
public final class RenderCommand {}
