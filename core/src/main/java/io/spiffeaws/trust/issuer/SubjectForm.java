package io.spiffeaws.trust.issuer;

import java.util.Locale;

/// The form of an issuer's subjects: `repo:*/*:*`.
///
/// @param text the form, with `*` for each part that varies; the first is the owner, project or
///   namespace
public record SubjectForm(String text) {
  /// Characters after an owner's name; `@` precedes the ID in GitHub's immutable subjects.
  private static final String TERMINATORS = ":/@";

  /// Returns the prefix of all subjects of the form.
  public String prefix() {
    return text.substring(0, text.indexOf('*'));
  }

  /// Whether a subject or a pattern has this form.
  public boolean fits(String subject) {
    return subject.toLowerCase(Locale.ROOT).startsWith(prefix());
  }

  /// Whether a pattern matches more than one owner.
  ///
  /// @param literal the part of the pattern before its first wildcard
  public boolean leavesOwnerOpen(String literal) {
    return literal.length() <= prefix().length()
        ? prefix().startsWith(literal)
        : literal.startsWith(prefix())
            && literal
                .substring(prefix().length())
                .chars()
                .noneMatch(c -> TERMINATORS.indexOf(c) >= 0);
  }

  /// Returns a pattern that names the owner, for hints: `repo:acme/*`.
  ///
  /// @param literal the part of another pattern before its first wildcard
  public String example(String literal) {
    var owner = literal.length() > prefix().length() ? literal : prefix() + "NAME";
    var after = text.substring(prefix().length() + 1);
    return after.isEmpty() ? owner : owner + after.charAt(0) + "*";
  }
}
