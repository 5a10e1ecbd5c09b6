package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The two files that the SDKs share, with their paths and section names (AWS SDKs and Tools
/// Reference Guide, shared config and credentials files).
public enum SharedFile {
  /// `~/.aws/credentials`: `[NAME]`.
  CREDENTIALS("AWS_SHARED_CREDENTIALS_FILE", "credentials") {
    @Override
    String section(ProfileName name) {
      return name.text();
    }

    @Override
    Optional<String> profile(String section) {
      return Optional.of(section);
    }

    @Override
    Optional<String> correction(String section, String profile) {
      return CONFIG
          .profile(section)
          .filter(name -> name.equals(profile) && !section.equals(profile));
    }
  },

  /// `~/.aws/config`: `[profile NAME]`, and `[default]` or `[profile default]`.
  CONFIG("AWS_CONFIG_FILE", "config") {
    @Override
    String section(ProfileName name) {
      return name.text().equals(DEFAULT) ? DEFAULT : "profile " + name;
    }

    @Override
    Optional<String> profile(String section) {
      var profile = PROFILE.matcher(section);
      return profile.matches()
          ? Optional.of(profile.group(2))
          : Optional.of(section).filter(DEFAULT::equals);
    }

    @Override
    Optional<String> correction(String section, String profile) {
      return section.equals(profile) && profile(section).isEmpty()
          ? Optional.of("profile " + profile)
          : Optional.empty();
    }
  };

  private static final String DEFAULT = "default";

  /// The name may be quoted: the aws CLI quotes some names.
  private static final Pattern PROFILE = Pattern.compile("profile\\s+([\"']?)([^\"']+)\\1");

  private final String variable;
  private final String fileName;

  SharedFile(String variable, String fileName) {
    this.variable = variable;
    this.fileName = fileName;
  }

  /// The environment variable that names the file.
  public String variable() {
    return variable;
  }

  /// Returns the path of the file in that environment.
  ///
  /// @param directory the base of a relative path in the file's variable
  /// @throws ProblemException malformed, if neither its variable nor `HOME` is set
  public Path path(Map<String, String> environment, Path directory) {
    var home = environment.getOrDefault("HOME", "");
    var named = environment.getOrDefault(variable, "");
    if (named.isEmpty() && home.isEmpty()) {
      throw ProblemException.malformed(
          "no-home",
          "no location for the AWS " + fileName + " file: neither " + variable + " nor HOME is set",
          "set HOME, or specify the file in " + variable);
    }
    return named.isEmpty()
        ? Path.of(home, ".aws", fileName)
        : directory.resolve(named.startsWith("~/") ? home + named.substring(1) : named);
  }

  /// Returns the section name of a profile, as it is written.
  abstract String section(ProfileName name);

  /// Whether a section belongs to that profile.
  boolean names(String section, ProfileName name) {
    return names(section, name.text());
  }

  /// Whether a section belongs to a profile of any name, even one that not every SDK accepts.
  boolean names(String section, String name) {
    return profile(section).filter(name::equals).isPresent();
  }

  /// Returns the name of the profile that a section belongs to; empty for a section of another
  /// kind.
  abstract Optional<String> profile(String section);

  /// Returns the correct name of a section that has the profile's name in the form of the other
  /// file; empty for every other section.
  abstract Optional<String> correction(String section, String profile);
}
