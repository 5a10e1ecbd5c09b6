package io.spiffeaws.spire;

/// Is told how far a bulk operation is.
public interface Progress {
  /// Tells nobody.
  Progress NONE = (done, total) -> {};

  /// @param done how many of them are dealt with, from 0 to `total`
  void reached(int done, int total);
}
