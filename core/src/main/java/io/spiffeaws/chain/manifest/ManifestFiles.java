package io.spiffeaws.chain.manifest;

/// The files that a chain names: tables of workloads, policies.
public interface ManifestFiles {
  /// @param path as the chain has it, so relative to the chain's own folder
  /// @return the whole text
  /// @throws io.spiffeaws.problem.ProblemException malformed, where it cannot be read or is not
  ///   UTF-8
  String read(String path);
}
