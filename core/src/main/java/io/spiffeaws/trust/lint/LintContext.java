package io.spiffeaws.trust.lint;

import java.util.Optional;

/// What a policy is checked with.
///
/// @param account that the role is in; empty if it is not known
/// @param providers those of the account
/// @param advice for that role or file
record LintContext(Optional<String> account, AccountProviders providers, FixCommands advice) {
  private static final String DIGITS = "\\d{12}";

  /// Whether an account of that ID may exist. IDs of other servers than AWS's are letters and
  /// digits: whether a file is meant for one is not known, and a role tells by its own account.
  boolean accepts(String id) {
    return id.matches(DIGITS)
        || account.map(own -> !own.matches(DIGITS)).orElseGet(() -> id.matches("[A-Za-z]+\\d+"));
  }
}
