package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;

/// What became of one item of a batch.
public sealed interface BatchItemResult {
  /// It was done.
  ///
  /// @param entry the entry as the server now has it
  record Done(RegistrationEntry entry) implements BatchItemResult {}

  /// An entry with the same ID, parent and selectors is there already; nothing was changed.
  record Exists(RegistrationEntry entry) implements BatchItemResult {}

  /// The server would not.
  record Failed(Problem problem) implements BatchItemResult {}
}
