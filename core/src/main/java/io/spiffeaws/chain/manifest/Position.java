package io.spiffeaws.chain.manifest;

import io.spiffeaws.problem.ProblemException;

/// A place in a file of the chain.
///
/// @param file what it is called in messages: `chain.yaml`
/// @param line from 1
/// @param column from 1
public record Position(String file, int line, int column) {

  /// Says what stands at the place in place of what should: `chain.yaml:12:9: expected a list,
  /// found "abc"`.
  ProblemException expected(String what, String found) {
    return expected(what, found, "");
  }

  /// @param hint what mends it, or the rule that is broken
  ProblemException expected(String what, String found, String hint) {
    return fault("expected " + what + ", found " + found, hint);
  }

  /// Says what is wrong at the place.
  ProblemException fault(String message, String hint) {
    return ProblemException.malformed("malformed-chain", this + ": " + message, hint);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
