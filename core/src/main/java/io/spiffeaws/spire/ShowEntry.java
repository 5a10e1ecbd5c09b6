package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;

/// Looks up one registration entry.
public final class ShowEntry {
  private final RegistrationEntries entries;

  public ShowEntry(RegistrationEntries entries) {
    this.entries = entries;
  }

  /// Returns the entry with this entry ID.
  ///
  /// @throws ProblemException missing, if there is none
  public RegistrationEntry run(String id) {
    return entries.get(id).orElseThrow(() -> absent(id));
  }

  static ProblemException absent(String id) {
    return ProblemException.missing(
        "no-such-entry",
        "registration entry \"" + SanitizedText.of(id) + "\" not found",
        "to list entries, run: spiffe-aws entry list");
  }
}
