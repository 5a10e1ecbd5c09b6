package io.spiffeaws.check;

/// One thing that was looked at, or could not be.
///
/// @param name a stable word for programs
/// @param outcome what came of it
/// @param detail what was seen, in one line; why it was not looked at, where it was skipped
/// @param hint what mends it; empty where nothing has to be mended
public record Check(String name, Outcome outcome, String detail, String hint) {
  /// What came of a look.
  public enum Outcome {
    /// It is as it should be.
    GOOD,
    /// It is not.
    FAILED,
    /// Nobody looked, since that takes what is not there: a token, a right.
    SKIPPED
  }

  /// @param ok whether it is as it should be
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

  /// The same of another name.
  public Check named(String other) {
    return new Check(other, outcome, detail, hint);
  }

  /// Whether it was looked at and is as it should be.
  public boolean ok() {
    return outcome == Outcome.GOOD;
  }

  /// Whether it was looked at and is not as it should be.
  public boolean failed() {
    return outcome == Outcome.FAILED;
  }
}
