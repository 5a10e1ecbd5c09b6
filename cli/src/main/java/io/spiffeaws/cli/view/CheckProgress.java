package io.spiffeaws.cli.view;

import io.spiffeaws.check.Check;
import java.util.function.Consumer;

/// Shows the last check that has ended, if standard error is a terminal. It is removed at the end.
public final class CheckProgress implements Consumer<Check>, AutoCloseable {
  private final Output output;
  private int count;

  public CheckProgress(Output output) {
    this.output = output;
  }

  @Override
  public void accept(Check check) {
    count++;
    output.transientMessage("%d checked, last %s".formatted(count, check.name()));
  }

  @Override
  public void close() {
    output.transientMessage("");
  }
}
