package io.spiffeaws.aws.operator;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.profile.ProfileSettings;

/// Problems of profiles whose settings do not lead to credentials.
final class BrokenProfile {
  private static final String FIX = "fix the profile, or specify another one";

  private BrokenProfile() {}

  /// @param setting the setting with the error; if the profile does not have it, the location of
  ///   its first setting is reported
  static ProblemException of(ProfileSettings profile, String setting, String what) {
    var place =
        profile
            .at(setting)
            .or(() ->
                profile.values().values().stream()
                    .min((one, other) -> Integer.compare(one.line(), other.line())))
            .map(value -> " (" + value.place() + ")")
            .orElse("");
    return broken(profile.title(), place, what, FIX);
  }

  /// @param place file and line
  static ProblemException of(String profile, String place, String what) {
    return of(profile, place, what, FIX);
  }

  /// @param place file and line
  static ProblemException of(String profile, String place, String what, String hint) {
    return broken("AWS profile \"" + profile + "\"", " (" + place + ")", what, hint);
  }

  private static ProblemException broken(String title, String place, String what, String hint) {
    return ProblemException.malformed(
        "broken-profile", "the " + title + " cannot be used: " + what + place, hint);
  }
}
