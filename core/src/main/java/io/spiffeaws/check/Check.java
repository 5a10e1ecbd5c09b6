package io.spiffeaws.check;

/// The result of one check.
///
/// @param name a stable name for programs
/// @param outcome whether the check passed, failed or was skipped
/// @param detail the finding, in one line; the reason, if the check was skipped
/// @param hint the fix; empty if none is needed
public record Check(String name, Outcome outcome, String detail, String hint) {
  /// The outcome of a check.
  public enum Outcome {
    /// The check passed.
    GOOD,
    /// The check failed.
    FAILED,
    /// The check was skipped, since a precondition is missing: a token, a permission.
    SKIPPED
  }

  /// Creates a result that is not skipped.
  ///
  /// @param ok whether the check passed
  public Check(String name, boolean ok, String detail, String hint) {
    this(name, ok ? Outcome.GOOD : Outcome.FAILED, detail, hint);
  }

  public static Check good(String name, String detail) {
    return new Check(name, true, detail, "");
  }

  public static Check bad(String name, String detail, String hint) {
    return new Check(name, false, detail, hint);
  }

  public static Check skipped(String name, String detail, String hint) {
    return new Check(name, Outcome.SKIPPED, detail, hint);
  }

  /// Returns this result with another name.
  public Check named(String other) {
    return new Check(other, outcome, detail, hint);
  }

  /// Returns whether the check passed; false if it was skipped.
  public boolean ok() {
    return outcome == Outcome.GOOD;
  }

  /// Returns whether the check failed; false if it was skipped.
  public boolean failed() {
    return outcome == Outcome.FAILED;
  }
}
