package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;

/// Looks up one entry.
public final class ShowEntry {
  private final RegistrationEntries entries;

  public ShowEntry(RegistrationEntries entries) {
    this.entries = entries;
  }

  /// @throws ProblemException missing, where there is none of that entry ID
  public RegistrationEntry run(String id) {
    return entries.get(id).orElseThrow(() -> absent(id));
  }

  static ProblemException absent(String id) {
    return ProblemException.missing(
        "no-such-entry",
        "there is no entry with the entry ID " + SanitizedText.of(id),
        "see spiffe-aws entry list");
  }
}
