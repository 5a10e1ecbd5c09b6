package io.spiffeaws.cli.creds.cache;

import picocli.CommandLine.Command;

/// `spiffe-aws creds cache`.
@Command(
    name = "cache",
    addMethodSubcommands = false,
    description = {
      "List and delete the sessions that --cache stores for this user",
      "A session is stored per identity and request. It is used while more than a quarter of"
          + " its lifetime is left."
    },
    footer = {
      "# List the cached sessions",
      "spiffe-aws creds cache list",
      "# Delete them",
      "spiffe-aws creds cache clear"
    })
public final class CacheCommand {}
