package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.util.Set;
import java.util.regex.Pattern;

/// A setting of a profile.
///
/// @param name in lower case
/// @param value in one line; kept as a secret, as some are
record ProfileSetting(String name, Secret value) {
  private static final Set<String> SECRET =
      Set.of("aws_secret_access_key", "aws_session_token", "aws_security_token");

  /// What a reader would take for the end of a value: the end of the line, or a comment after white
  /// space. At its ends white space is lost.
  private static final Pattern UNREADABLE =
      Pattern.compile("\\p{Cntrl}|^\\s|\\s$|\\s[#;]", Pattern.DOTALL);

  /// @throws ProblemException malformed, where readers would not read back that value
  ProfileSetting {
    if (value.reveal().isEmpty() || UNREADABLE.matcher(value.reveal()).find()) {
      throw ProblemException.malformed(
          "unwritable-setting",
          "the value of " + name + " cannot be written to a profile",
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
