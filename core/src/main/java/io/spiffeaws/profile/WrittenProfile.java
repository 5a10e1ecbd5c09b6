package io.spiffeaws.profile;

import io.spiffeaws.change.Changes;
import java.util.List;

/// The result of a write or a removal of a profile.
///
/// @param warnings about settings that programs use instead of the written ones, one line each
public record WrittenProfile(Changes changes, List<String> warnings) {
  public WrittenProfile {
    warnings = List.copyOf(warnings);
  }
}
