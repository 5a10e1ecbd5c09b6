package io.spiffeaws.profile;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// The profiles and SSO sessions of the two shared files (AWS SDKs and Tools Reference Guide,
/// shared config and credentials files). If both files have a setting, the credentials file
/// overrides; if a section has it twice, the last one counts.
public final class SharedProfiles {
  /// A comment after a value.
  private static final Pattern COMMENT = Pattern.compile("\\s[#;].*$");

  private static final Pattern SSO_SESSION = Pattern.compile("sso-session\\s+([\"']?)(.+)\\1");

  private final List<Section> sections;

  private SharedProfiles(List<Section> sections) {
    this.sections = List.copyOf(sections);
  }

  /// @param name the text between the brackets
  /// @param place `FILE line N`
  private record Section(
      SharedFile file, String name, String place, Map<String, ProfileValue> settings) {}

  /// Reads both files.
  ///
  /// @param environment locates the files, with `directory`, see [SharedFile#path]
  /// @throws ProblemException malformed, if a file cannot be read or has a line that the SDKs
  ///   reject; the message contains the file, the line and what was expected
  public static SharedProfiles read(Map<String, String> environment, Path directory) {
    var sections = new ArrayList<Section>();
    for (var file : List.of(SharedFile.CONFIG, SharedFile.CREDENTIALS)) {
      if (environment.containsKey("HOME") || environment.containsKey(file.variable())) {
        var path = file.path(environment, directory);
        sections.addAll(sections(file, path, text(file, path)));
      }
    }
    return new SharedProfiles(sections);
  }

  /// Returns the settings of a profile by name in lower case, or empty if neither file has the
  /// profile.
  public Optional<ProfileSettings> profile(String name) {
    return merged(section -> section.file().names(section.name(), name))
        .map(settings -> new ProfileSettings("AWS profile \"" + name + "\"", name, settings));
  }

  /// Returns the settings of a profile by name in lower case.
  ///
  /// @param mentionedBy follows the name in the message, such as ` (source_profile of "a")`
  /// @throws ProblemException malformed, if neither file has the profile
  public ProfileSettings require(String name, String mentionedBy) {
    return profile(name)
        .orElseThrow(() ->
            ProblemException.malformed(
                "no-such-profile",
                "AWS profile \"" + name + "\"" + mentionedBy + " not found",
                unprefixed(name).orElseGet(() -> MissingProfile.hint(name, names()))));
  }

  /// Returns the names of all profiles, sorted.
  private List<String> names() {
    return sections.stream()
        .flatMap(section -> section.file().profile(section.name()).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// A frequent error: the config file requires a prefix that the credentials file does not have.
  private Optional<String> unprefixed(String name) {
    return sections.stream()
        .filter(section -> section.file() == SharedFile.CONFIG && section.name().equals(name))
        .findFirst()
        .map(section -> "write [profile %s] in %s".formatted(name, section.place()));
  }

  /// Returns the settings of an `[sso-session NAME]` of the config file, or empty if there is none.
  public Optional<ProfileSettings> ssoSession(String name) {
    return merged(
            section -> {
              var matcher = SSO_SESSION.matcher(section.name());
              return section.file() == SharedFile.CONFIG
                  && matcher.matches()
                  && matcher.group(2).equals(name);
            })
        .map(settings -> new ProfileSettings("section [sso-session " + name + "]", name, settings));
  }

  private Optional<Map<String, ProfileValue>> merged(Predicate<Section> wanted) {
    var found = sections.stream().filter(wanted).toList();
    var settings = new LinkedHashMap<String, ProfileValue>();
    found.forEach(section -> settings.putAll(section.settings()));
    return found.isEmpty() ? Optional.empty() : Optional.of(settings);
  }

  private static String text(SharedFile file, Path path) {
    try {
      return SharedFileCheck.readable(path, Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw ProblemException.malformed(
          "profile-file-unreadable",
          "cannot read " + path + ": " + FileFailure.reason(e),
          "allow this user to read it, or specify another file in " + file.variable());
    }
  }

  private static List<Section> sections(SharedFile file, Path path, String text) {
    var sections = new ArrayList<Section>();
    var settings = new LinkedHashMap<String, ProfileValue>();
    var number = 0;
    for (var line : IniLines.of(text)) {
      number++;
      if (line.is(IniLine.Kind.HEADER)) {
        settings = new LinkedHashMap<>();
        sections.add(new Section(file, line.name(), path + " line " + number, settings));
      } else if (line.is(IniLine.Kind.SETTING)) {
        var value = COMMENT.matcher(line.value()).replaceFirst("").strip();
        settings.put(line.name(), new ProfileValue(value, path, number));
      }
    }
    return sections;
  }
}
