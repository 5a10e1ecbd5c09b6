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
import java.util.stream.Collectors;

/// The profiles and SSO sessions of the two shared files (AWS SDKs and Tools Reference Guide,
/// shared config and credentials files). If both files have a setting, the credentials file
/// overrides; if a section has it twice, the last one counts. The keys come from one section, as in
/// botocore: a session token of another one does not belong to them.
public final class SharedProfiles {
  /// The second one overrides.
  private static final List<SharedFile> FILES = List.of(SharedFile.CONFIG, SharedFile.CREDENTIALS);

  /// A comment after a value.
  private static final Pattern COMMENT = Pattern.compile("\\s[#;].*$");

  /// An access key: a section with the first of these settings overrides all of them.
  private static final List<String> KEYS =
      List.of("aws_access_key_id", "aws_secret_access_key", "aws_session_token");

  private static final Pattern SSO_SESSION = Pattern.compile("sso-session\\s+([\"']?)(.+)\\1");

  private final List<Section> sections;
  private final List<Path> paths;
  private final List<String> variables;

  /// @param paths of the files
  /// @param variables that specify other files than the usual ones
  private SharedProfiles(List<Section> sections, List<Path> paths, List<String> variables) {
    this.sections = List.copyOf(sections);
    this.paths = List.copyOf(paths);
    this.variables = List.copyOf(variables);
  }

  /// @param name the text between the brackets
  /// @param place `FILE line N`
  private record Section(
      SharedFile file, String name, String place, Map<String, ProfileValue> settings) {
    boolean has(String setting) {
      var value = settings.get(setting);
      return value != null && !value.text().isEmpty();
    }
  }

  /// Reads both files.
  ///
  /// @param environment locates the files, with `directory`, see [SharedFile#path]
  /// @throws ProblemException malformed, if a file cannot be read or has a line that the SDKs
  ///   reject; the message contains the file, the line and what was expected
  public static SharedProfiles read(Map<String, String> environment, Path directory) {
    var sections = new ArrayList<Section>();
    var paths = new ArrayList<Path>();
    for (var file : FILES) {
      if (environment.containsKey("HOME") || environment.containsKey(file.variable())) {
        var path = file.path(environment, directory);
        paths.add(path);
        sections.addAll(sections(file, path, text(file, path)));
      }
    }
    var variables =
        FILES.stream().map(SharedFile::variable).filter(environment::containsKey).toList();
    return new SharedProfiles(sections, paths, variables);
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
                "AWS profile \"" + name + "\"" + mentionedBy + " not found" + location(),
                misnamed(name).orElseGet(() -> MissingProfile.hint(name, names(), variables))));
  }

  /// The files, if they are not the usual ones.
  private String location() {
    return variables.isEmpty()
        ? ""
        : paths.stream().map(Path::toString).collect(Collectors.joining(" and ", " in ", ""));
  }

  /// Returns the names of all profiles, sorted.
  private List<String> names() {
    return sections.stream()
        .flatMap(section -> section.file().profile(section.name()).stream())
        .distinct()
        .sorted()
        .toList();
  }

  /// Returns the correction of a section that a reader of its file does not take for the profile;
  /// empty if there is none. A frequent error: the config file requires a prefix that the
  /// credentials file does not have.
  public Optional<String> misnamed(String profile) {
    return sections.stream()
        .flatMap(section ->
            section.file().correction(section.name(), profile).stream()
                .map(correct -> "write [%s] in %s".formatted(correct, section.place())))
        .findFirst();
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
    found.forEach(section -> override(settings, section));
    return found.isEmpty() ? Optional.empty() : Optional.of(settings);
  }

  private static void override(Map<String, ProfileValue> settings, Section section) {
    var own = new LinkedHashMap<>(section.settings());
    if (section.has(KEYS.getFirst())) {
      settings.keySet().removeAll(KEYS);
    } else if (settings.containsKey(KEYS.getFirst())) {
      own.keySet().removeAll(KEYS);
    }
    settings.putAll(own);
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
