package io.spiffeaws.cli.render;

import io.spiffeaws.cli.ExitCode;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.RenderOutOptions;
import io.spiffeaws.cli.view.ChangesView;
import io.spiffeaws.cli.view.RenderedView;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.render.WriteRendered;
import java.util.List;

/// Writes or shows the files of a render command.
final class RenderedFiles {
  private RenderedFiles() {}

  /// Writes the files to the directory of --out, or shows them.
  ///
  /// @return the exit code
  static int write(List<RenderedFile> files, RenderOutOptions out, Invocation invocation) {
    var directory = out.directory(invocation);
    if (directory.isEmpty()) {
      RenderedView.show(files, invocation.output());
      return ExitCode.DONE;
    }
    var request = new WriteRendered.Request(directory.get(), files, out.force(), out.dryRun());
    return ChangesView.show(new WriteRendered().run(request), invocation.output());
  }
}
