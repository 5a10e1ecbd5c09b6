package io.spiffeaws.chain;

import io.spiffeaws.rolesanywhere.profile.ProfileSettings;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// The difference between the settings of a profile and those that it is to have.
final class ProfileChanges {
  private ProfileChanges() {}

  /// The settings that allow only what both allow.
  ///
  /// @param after has the session policies of the one before
  static ProfileSettings common(ProfileSettings before, ProfileSettings after) {
    return new ProfileSettings(
        before.name(),
        before.roles().stream().filter(after.roles()::contains).toList(),
        shorter(before.duration(), after.duration()),
        before.acceptsSessionName() && after.acceptsSessionName(),
        before.sessionPolicy(),
        before.policyArns());
  }

  /// The same settings, with which no role can be assumed.
  static ProfileSettings withoutRoles(ProfileSettings settings) {
    return new ProfileSettings(
        settings.name(),
        List.of(),
        settings.duration(),
        settings.acceptsSessionName(),
        settings.sessionPolicy(),
        settings.policyArns());
  }

  /// Whether both have the same meaning.
  static boolean same(ProfileSettings one, ProfileSettings other) {
    return lines(one, other).isEmpty();
  }

  /// The difference as lines of a diff.
  static List<String> lines(ProfileSettings before, ProfileSettings after) {
    var lines = new ArrayList<String>();
    before.roles().stream()
        .filter(role -> !after.roles().contains(role))
        .forEach(role -> lines.add("- role " + role));
    after.roles().stream()
        .filter(role -> !before.roles().contains(role))
        .forEach(role -> lines.add("+ role " + role));
    if (!before.duration().equals(after.duration())) {
      lines.add("- duration: " + DurationText.print(before.duration()));
      lines.add("+ duration: " + DurationText.print(after.duration()));
    }
    if (before.acceptsSessionName() != after.acceptsSessionName()) {
      lines.add("- accept_session_name: " + before.acceptsSessionName());
      lines.add("+ accept_session_name: " + after.acceptsSessionName());
    }
    return lines;
  }

  /// The settings of a new profile as lines of a diff.
  static List<String> lines(ProfileSettings created) {
    var lines = new ArrayList<String>();
    created.roles().forEach(role -> lines.add("+ role " + role));
    lines.add("+ duration: " + DurationText.print(created.duration()));
    lines.add("+ accept_session_name: " + created.acceptsSessionName());
    return lines;
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
