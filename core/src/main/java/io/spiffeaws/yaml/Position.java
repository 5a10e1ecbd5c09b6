package io.spiffeaws.yaml;

import io.spiffeaws.problem.ProblemException;

/// A position in a file.
///
/// @param file name of the file, for messages: `chain.yaml`
/// @param code the problem code of errors at that position
/// @param line from 1
/// @param column from 1
public record Position(String file, String code, int line, int column) {

  /// An error that names the expected and the actual text: `chain.yaml:12:9: expected a list, found
  /// "abc"`.
  public ProblemException expected(String what, String found) {
    return expected(what, found, "");
  }

  /// An error that names the expected and the actual text.
  ///
  /// @param hint how to fix it, or the violated rule
  public ProblemException expected(String what, String found, String hint) {
    return fault("expected " + what + ", found " + found, hint);
  }

  /// An error at the position.
  public ProblemException fault(String message, String hint) {
    return ProblemException.malformed(code, this + ": " + message, hint);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
