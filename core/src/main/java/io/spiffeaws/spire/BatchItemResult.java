package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;

/// The result for one item of a batch.
public sealed interface BatchItemResult {
  /// The item was written.
  ///
  /// @param entry the entry as the server now has it
  record Done(RegistrationEntry entry) implements BatchItemResult {}

  /// An entry with the same ID, parent and selectors already exists; nothing was changed.
  record Exists(RegistrationEntry entry) implements BatchItemResult {}

  /// The server rejected the item.
  record Failed(Problem problem) implements BatchItemResult {}
}
