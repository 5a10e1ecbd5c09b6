package io.spiffeaws.yaml;

import io.spiffeaws.problem.ProblemException;

/// A place in a file.
///
/// @param file what it is called in messages: `chain.yaml`
/// @param code the word for programs where something is wrong there
/// @param line from 1
/// @param column from 1
public record Position(String file, String code, int line, int column) {

  /// Says what stands at the place in place of what should: `chain.yaml:12:9: expected a list,
  /// found "abc"`.
  public ProblemException expected(String what, String found) {
    return expected(what, found, "");
  }

  /// @param hint what mends it, or the rule that is broken
  public ProblemException expected(String what, String found, String hint) {
    return fault("expected " + what + ", found " + found, hint);
  }

  /// Says what is wrong at the place.
  public ProblemException fault(String message, String hint) {
    return ProblemException.malformed(code, this + ": " + message, hint);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
