package io.spiffeaws.aws.operator;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.profile.ProfileSettings;
import java.util.List;
import java.util.Optional;

/// Finds settings that the SDKs ignore without a message, so that a profile has no credentials.
final class IncompleteProfile {
  /// The first setting of each source.
  private static final List<String> SOURCES =
      List.of(
          "role_arn",
          "sso_session",
          "sso_start_url",
          "login_session",
          "credential_process",
          "aws_access_key_id",
          "aws_secret_access_key");

  private IncompleteProfile() {}

  /// Returns the problem of a profile whose settings the SDKs ignore without a word because others
  /// are missing; empty if it has none of these settings.
  static Optional<ProblemException> of(ProfileSettings profile) {
    for (var setting : List.of("source_profile", "credential_source", "web_identity_token_file")) {
      if (profile.has(setting)) {
        return Optional.of(
            BrokenProfile.of(profile, setting, "it has " + setting + " but no role_arn"));
      }
    }
    if (profile.has("aws_session_token")) {
      return Optional.of(
          BrokenProfile.of(
              profile,
              "aws_session_token",
              "it has aws_session_token but no aws_access_key_id in the same section"));
    }
    for (var setting : SOURCES) {
      if (profile.values().containsKey(setting)) {
        return Optional.of(BrokenProfile.of(profile, setting, "its " + setting + " is empty"));
      }
    }
    return Optional.empty();
  }
}
