package io.spiffeaws.scenarios;

/// The result of a command line.
///
/// @param exit exit code
/// @param out complete standard output
/// @param err complete standard error
record Result(int exit, String out, String err) {
  /// Returns the result of a state query.
  static Result query(String lines) {
    return new Result(0, lines, "");
  }
}
