package io.spiffeaws.chain.manifest;

/// Reads the files that a chain refers to: tables of workloads, policies.
public interface ManifestFiles {
  /// Reads a file.
  ///
  /// @param path as in the chain, so relative to the chain's directory
  /// @return the whole text
  /// @throws io.spiffeaws.problem.ProblemException malformed, if the file cannot be read or is not
  ///   UTF-8
  String read(String path);
}
