package io.spiffeaws.trust.lint;

import java.util.Optional;

/// The context that a policy is checked in.
///
/// @param account the role's account; empty if it is unknown
/// @param providers the OIDC providers of the account
/// @param fixCommands the fix commands for the role or file
record LintContext(Optional<String> account, AccountProviders providers, FixCommands fixCommands) {
  private static final String DIGITS = "\\d{12}";

  /// Whether an account with that ID may exist. AWS account IDs have 12 digits; other servers use
  /// letters and digits. A role's own account shows which form applies. For a file this is unknown,
  /// so both forms are accepted.
  boolean accepts(String id) {
    return id.matches(DIGITS)
        || account.map(own -> !own.matches(DIGITS)).orElseGet(() -> id.matches("[A-Za-z]+\\d+"));
  }
}
