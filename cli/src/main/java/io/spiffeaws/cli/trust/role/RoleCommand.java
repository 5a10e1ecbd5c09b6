package io.spiffeaws.cli.trust.role;

import picocli.CommandLine.Command;

/// `spiffe-aws trust role`.
@Command(
    name = "role",
    addMethodSubcommands = false,
    description = "Manage roles that SPIFFE IDs may assume")
public final class RoleCommand {}
