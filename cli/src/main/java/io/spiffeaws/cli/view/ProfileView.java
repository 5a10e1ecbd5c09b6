package io.spiffeaws.cli.view;

import io.spiffeaws.profile.WrittenProfile;

/// Shows how a profile changed, and warnings about what keeps programs from using it.
public final class ProfileView {
  private ProfileView() {}

  /// @return the exit code
  public static int show(WrittenProfile written, Output output) {
    written.warnings().forEach(output::warning);
    return ChangesView.show(written.changes(), output);
  }
}
