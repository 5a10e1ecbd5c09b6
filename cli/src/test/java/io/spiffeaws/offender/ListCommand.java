package io.spiffeaws.offender;

import io.spiffeaws.cli.CliCommand;
import io.spiffeaws.cli.Invocation;

/// A command that calls an adapter instead of its operation.
final class ListCommand implements CliCommand {
  @Override
  public int run(Invocation invocation) {
    return new GrpcEntries().count();
  }
}
