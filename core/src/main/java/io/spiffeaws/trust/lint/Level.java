package io.spiffeaws.trust.lint;

/// The severity of a finding.
public enum Level {
  /// It allows identities that are not listed.
  WIDE("wide"),
  /// A condition is missing or may not restrict. Tokens issued today may not be affected.
  LOOSE("loose"),
  /// It does not have the apparent effect: it allows no token, or excludes none.
  DEAD("dead");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  /// Its name in JSON and in text.
  public String word() {
    return word;
  }
}
