package io.spiffeaws.cli.view;

import io.spiffeaws.spire.Progress;

/// A progress bar for bulk operations, shown if standard error is a terminal. It is removed at the
/// end.
public final class ProgressBar implements Progress {
  private static final int CELLS = 30;

  private final Output output;

  public ProgressBar(Output output) {
    this.output = output;
  }

  @Override
  public void reached(int done, int total) {
    var full = total == 0 ? CELLS : (int) ((long) CELLS * done / total);
    output.transientMessage(
        done >= total
            ? ""
            : "[%s%s] %d of %d".formatted("#".repeat(full), ".".repeat(CELLS - full), done, total));
  }
}
