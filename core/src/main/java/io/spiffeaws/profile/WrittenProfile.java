package io.spiffeaws.profile;

import io.spiffeaws.change.Changes;
import java.util.List;

/// What became of a profile.
///
/// @param warnings of settings that keep programs from using it, a line each
public record WrittenProfile(Changes changes, List<String> warnings) {
  public WrittenProfile {
    warnings = List.copyOf(warnings);
  }
}
