package io.spiffeaws.trust.lint;

/// How a finding is to be taken.
public enum Level {
  /// It lets in those whom nobody named.
  WIDE("wide"),
  /// A guard is missing or may not hold; today's tokens may not pass by it.
  LOOSE("loose"),
  /// It does not do what it looks like: it lets nobody in, or keeps nobody out.
  DEAD("dead");

  private final String word;

  Level(String word) {
    this.word = word;
  }

  /// The word that stands for it, in JSON and in text.
  public String word() {
    return word;
  }
}
