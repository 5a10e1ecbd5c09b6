package io.spiffeaws.rolesanywhere.anchor;

/// Provides the CAs that a trust anchor needs now. Not thread-safe.
public interface CaSource {
  /// Returns the current selection.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if the SPIRE server cannot be read, or has no
  ///   usable CA
  CaSelection select();
}
