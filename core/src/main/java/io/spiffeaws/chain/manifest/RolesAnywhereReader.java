package io.spiffeaws.chain.manifest;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.yaml.YamlNode;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/// Reads the block `roles_anywhere` of a chain. Its limits are those of IAM Roles Anywhere (API
/// reference, CreateTrustAnchor and CreateProfile).
final class RolesAnywhereReader {
  static final List<String> NAMES = List.of("anchor", "profile", "accept_session_name", "duration");

  static final String FORM = "a mapping such as {anchor: NAME, profile: NAME}";

  /// The most roles of a profile.
  static final int MAX_ROLES = 250;

  private static final Duration SHORTEST = Duration.ofMinutes(15);
  private static final Duration LONGEST = Duration.ofHours(12);
  private static final Pattern NAME = Pattern.compile("(?=.*[^ ])[ A-Za-z0-9_-]{1,255}");
  private static final String NAME_FORM =
      "a name of 1 to 255 letters, digits, spaces, hyphens or underscores";

  private RolesAnywhereReader() {}

  static ManifestRolesAnywhere read(YamlNode node) {
    var members = new MappingReader(node, FORM, NAMES);
    return new ManifestRolesAnywhere(
        name(members.required("anchor", "anchor, the name of the trust anchor")),
        name(members.required("profile", "profile, the name of the profile")),
        members.flag("accept_session_name"),
        members
            .parsed("duration", "a duration from 15m to 12h", RolesAnywhereReader::duration)
            .orElse(ManifestRolesAnywhere.DEFAULT_DURATION));
  }

  private static String name(YamlNode node) {
    return MappingReader.parsed(
        node,
        NAME_FORM,
        text -> {
          if (!NAME.matcher(text).matches()) {
            throw ProblemException.malformed("malformed-name", "it has other characters", "");
          }
          return text;
        });
  }

  private static Duration duration(String text) {
    var duration = DurationText.parse(text);
    if (duration.compareTo(SHORTEST) < 0 || duration.compareTo(LONGEST) > 0) {
      throw ProblemException.malformed(
          "malformed-duration", "IAM Roles Anywhere issues no shorter or longer sessions", "");
    }
    return duration;
  }
}
