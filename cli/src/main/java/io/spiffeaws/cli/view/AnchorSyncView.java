package io.spiffeaws.cli.view;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.rolesanywhere.anchor.WatchAnchor;

/// Reports the state of a trust anchor that is kept up to date, a line on standard error for each
/// change.
public final class AnchorSyncView implements WatchAnchor.Listener {
  private final Output output;

  public AnchorSyncView(Output output) {
    this.output = output;
  }

  @Override
  public void changed(Changes changes) {
    for (var change : changes.changes()) {
      if (change.action() != Change.Action.UNCHANGED) {
        change
            .detail()
            .lines()
            .forEach(line -> output.message(Text.plain(change.name()) + ": " + Text.plain(line)));
      }
    }
  }

  @Override
  public void warned(String warning) {
    output.warning(warning);
  }

  @Override
  public void failing(Problem problem) {
    output.warning("cannot update the trust anchor, will retry: " + problem.message());
  }

  @Override
  public void recovered() {
    output.message("updated the trust anchor again");
  }
}
