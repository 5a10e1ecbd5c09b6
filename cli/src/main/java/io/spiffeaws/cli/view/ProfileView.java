package io.spiffeaws.cli.view;

import io.spiffeaws.profile.WrittenProfile;

/// Shows what became of a profile, and warns of what keeps programs from using it.
public final class ProfileView {
  private ProfileView() {}

  /// @return the exit code that goes with it
  public static int show(WrittenProfile written, Output output) {
    written.warnings().forEach(output::warning);
    return ChangesView.show(written.changes(), output);
  }
}
