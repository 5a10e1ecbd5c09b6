package io.spiffeaws.cli.creds.cache;

import picocli.CommandLine.Command;

/// `spiffe-aws creds cache`.
@Command(
    name = "cache",
    addMethodSubcommands = false,
    description = "Sessions that --cache keeps for the programs of this user.")
public final class CacheCommand {}
