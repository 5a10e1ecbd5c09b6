package io.spiffeaws.cli.view;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.oidc.publish.WatchIssuer;
import io.spiffeaws.problem.Problem;

/// Says what becomes of documents that are kept up to date: a line on standard error for each
/// change.
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
            .forEach(line -> output.words(change.name() + ": " + Text.plain(line)));
      }
    }
  }

  @Override
  public void failing(Problem problem) {
    output.warning("what is published stays as it is, and trying goes on: " + problem.message());
  }

  @Override
  public void recovered() {
    output.words("what is published is up to date again");
  }
}
