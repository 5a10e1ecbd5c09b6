package io.spiffeaws.cli.view;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.publish.WatchIssuer;
import io.spiffeaws.problem.Problem;

/// Reports the state of published documents, a line on standard error for each change.
public final class ExportView implements WatchIssuer.Listener {
  private final Output output;

  public ExportView(Output output) {
    this.output = output;
  }

  @Override
  public void changed(Changes changes) {
    for (var change : changes.changes()) {
      if (change.action() != Change.Action.UNCHANGED) {
        change
            .detail()
            .lines()
            .forEach(line -> output.message(change.name() + ": " + Text.plain(line)));
      }
    }
  }

  @Override
  public void failing(Problem problem) {
    output.warning(
        "cannot publish, will retry; the published documents are not changed: "
            + problem.message());
  }

  @Override
  public void recovered() {
    output.message("published the current documents again");
  }
}
