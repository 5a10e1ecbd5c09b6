package io.spiffeaws.cli.view;

import io.spiffeaws.spire.Progress;

/// A bar on standard error that shows how far a bulk operation is, where that is a terminal. It
/// leaves no trace.
public final class ProgressBar implements Progress {
  private static final int CELLS = 30;

  private final Output output;

  public ProgressBar(Output output) {
    this.output = output;
  }

  @Override
  public void reached(int done, int total) {
    var full = total == 0 ? CELLS : (int) ((long) CELLS * done / total);
    output.transientWords(
        done >= total
            ? ""
            : "[%s%s] %d of %d".formatted("#".repeat(full), ".".repeat(CELLS - full), done, total));
  }
}
