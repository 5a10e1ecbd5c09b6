package io.spiffeaws.rolesanywhere.profile;

import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The settings that a profile is given, and how they differ from the current ones.
final class DesiredProfile {
  private static final Duration DEFAULT = Duration.ofHours(1);
  private static final int MAX_ROLES = 250;

  private DesiredProfile() {}

  /// Returns the settings.
  ///
  /// @param current those of the existing profile
  /// @param roles the ARNs of the requested roles
  /// @throws ProblemException refused, if a session policy is to be removed, which the API cannot
  ///   do; malformed, if there are too many roles
  static ProfileSettings of(
      Optional<ProfileSettings> current, CreateProfile.Request request, List<String> roles) {
    var kept = current.filter(_ -> !request.exact());
    var desired =
        new ProfileSettings(
            current.map(ProfileSettings::name).orElse(request.reference().text()),
            union(kept.map(ProfileSettings::roles).orElse(List.of()), roles),
            request.duration().or(() -> kept.map(ProfileSettings::duration)).orElse(DEFAULT),
            request.acceptSessionName()
                || kept.map(ProfileSettings::acceptsSessionName).orElse(false),
            request.sessionPolicy().or(() -> kept.flatMap(ProfileSettings::sessionPolicy)),
            union(kept.map(ProfileSettings::policyArns).orElse(List.of()), request.policyArns()));
    if (desired.roles().size() > MAX_ROLES) {
      throw ProblemException.malformed(
          "too-many-roles",
          "profile %s would list %d roles, and a profile lists at most 250"
              .formatted(desired.name(), desired.roles().size()),
          "create another profile");
    }
    if (desired.sessionPolicy().isEmpty()
        && current.flatMap(ProfileSettings::sessionPolicy).isPresent()) {
      throw ProblemException.refused(
          "session-policy-stays",
          "the session policy of profile %s cannot be removed, only replaced"
              .formatted(desired.name()),
          TypedCommand.of(
              "specify --session-policy, or to create it again, delete it first: spiffe-aws trust"
                  + " profile delete %s --force",
              request.reference()));
    }
    return desired;
  }

  private static List<String> union(List<String> some, List<String> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  /// Returns the differences as lines of a diff.
  static List<String> lines(Optional<ProfileSettings> current, ProfileSettings desired) {
    var lines = new ArrayList<String>();
    texts("role", current.map(ProfileSettings::roles).orElse(List.of()), desired.roles(), lines);
    value(
        "duration",
        current.map(settings -> DurationText.print(settings.duration())),
        Optional.of(DurationText.print(desired.duration())),
        lines);
    value(
        "session names",
        current.map(settings -> accepted(settings.acceptsSessionName())),
        Optional.of(accepted(desired.acceptsSessionName())),
        lines);
    var policy = current.flatMap(ProfileSettings::sessionPolicy);
    if (!same(policy, desired.sessionPolicy())) {
      value("session policy", policy, desired.sessionPolicy(), lines);
    }
    texts(
        "policy",
        current.map(ProfileSettings::policyArns).orElse(List.of()),
        desired.policyArns(),
        lines);
    return lines;
  }

  private static String accepted(boolean accepted) {
    return accepted ? "accepted" : "not accepted";
  }

  private static boolean same(Optional<String> before, Optional<String> after) {
    try {
      return before
          .map(text -> JsonText.parse(text, "it"))
          .equals(after.map(text -> JsonText.parse(text, "it")));
    } catch (ProblemException e) {
      return before.equals(after);
    }
  }

  private static void texts(
      String name, List<String> before, List<String> after, List<String> lines) {
    before.stream()
        .filter(text -> !after.contains(text))
        .forEach(text -> lines.add("- " + name + " " + text));
    after.stream()
        .filter(text -> !before.contains(text))
        .forEach(text -> lines.add("+ " + name + " " + text));
  }

  private static void value(
      String name, Optional<String> before, Optional<String> after, List<String> lines) {
    if (!before.equals(after)) {
      before.ifPresent(text -> lines.add("- " + name + " " + text));
      after.ifPresent(text -> lines.add("+ " + name + " " + text));
    }
  }
}
