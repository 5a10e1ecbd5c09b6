package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.util.Set;
import java.util.regex.Pattern;

/// A setting of a profile.
///
/// @param name in lower case
/// @param value one line; a [Secret], since some values are
record ProfileSetting(String name, Secret value) {
  private static final Set<String> SECRET =
      Set.of("aws_secret_access_key", "aws_session_token", "aws_security_token");

  /// Text that ends a value for a reader: a line end, or a comment after white space. White space
  /// at the ends is lost.
  private static final Pattern UNREADABLE =
      Pattern.compile("\\p{Cntrl}|^\\s|\\s$|\\s[#;]", Pattern.DOTALL);

  /// Checks the value.
  ///
  /// @throws ProblemException malformed, if readers would read another value
  ProfileSetting {
    if (value.reveal().isEmpty() || UNREADABLE.matcher(value.reveal()).find()) {
      throw ProblemException.malformed(
          "unwritable-setting",
          "cannot write the value of " + name + " to a profile",
          "it must be one line, not empty, and without # or ; after white space");
    }
  }

  static ProfileSetting of(String name, String value) {
    return new ProfileSetting(name, Secret.of(value));
  }

  /// Whether the value of a setting of that name must not be shown.
  static boolean isSecret(String name) {
    return SECRET.contains(name);
  }
}
