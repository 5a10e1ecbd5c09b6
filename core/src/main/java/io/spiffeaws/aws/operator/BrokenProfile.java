package io.spiffeaws.aws.operator;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.profile.ProfileSettings;

/// Problems of profiles whose settings do not lead to credentials.
final class BrokenProfile {
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
    return broken(profile.title(), place, what);
  }

  /// @param place file and line
  static ProblemException of(String profile, String place, String what) {
    return broken("AWS profile \"" + profile + "\"", " (" + place + ")", what);
  }

  private static ProblemException broken(String title, String place, String what) {
    return ProblemException.malformed(
        "broken-profile",
        "the " + title + " cannot be used: " + what + place,
        "fix the profile, or specify another one; to list them, run: aws configure list-profiles");
  }
}
