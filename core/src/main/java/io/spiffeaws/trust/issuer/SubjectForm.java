package io.spiffeaws.trust.issuer;

import java.util.Locale;

/// The form of an issuer's subjects: `repo:*/*:*`.
///
/// @param text `*` for each part that varies; the first is the owner, project or namespace
public record SubjectForm(String text) {
  /// Characters that end an owner's name; `@` is before the ID in GitHub's immutable subjects.
  private static final String TERMINATORS = ":/@";

  /// What all subjects of the form begin with.
  public String prefix() {
    return text.substring(0, text.indexOf('*'));
  }

  /// Whether a subject, or a pattern of subjects, is of this form.
  public boolean fits(String subject) {
    return subject.toLowerCase(Locale.ROOT).startsWith(prefix());
  }

  /// Whether a pattern leaves open who the owner is.
  ///
  /// @param literal what the pattern says before its first wildcard
  public boolean leavesOwnerOpen(String literal) {
    return literal.length() <= prefix().length()
        ? prefix().startsWith(literal)
        : literal.startsWith(prefix())
            && literal
                .substring(prefix().length())
                .chars()
                .noneMatch(c -> TERMINATORS.indexOf(c) >= 0);
  }

  /// A pattern that names the owner, for hints: `repo:acme/*`.
  ///
  /// @param literal what another pattern says before its first wildcard
  public String example(String literal) {
    var owner = literal.length() > prefix().length() ? literal : prefix() + "NAME";
    var after = text.substring(prefix().length() + 1);
    return after.isEmpty() ? owner : owner + after.charAt(0) + "*";
  }
}
