package io.spiffeaws.spire;

/// Receives the progress of a bulk operation.
public interface Progress {
  /// Ignores the progress.
  Progress NONE = (done, total) -> {};

  /// Reports progress.
  ///
  /// @param done the number of processed items, from 0 to `total`
  void reached(int done, int total);
}
