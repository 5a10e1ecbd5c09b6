package io.spiffeaws.aws.operator;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.profile.ProfileSettings;

/// Problems of profiles whose settings cannot lead to credentials.
final class BrokenProfile {
  private BrokenProfile() {}

  /// @param setting where it is; the place of the profile's first setting if it has none of that
  ///   name
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
        "correct the profile, or name another one: aws configure list-profiles");
  }
}
