package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;

/// The two files that the SDKs share (AWS SDKs and Tools Reference Guide, shared config and
/// credentials files): where each is, and how its sections are called.
public enum SharedFile {
  /// `~/.aws/credentials`: `[NAME]`.
  CREDENTIALS("AWS_SHARED_CREDENTIALS_FILE", "credentials") {
    @Override
    String section(ProfileName name) {
      return name.text();
    }

    @Override
    boolean names(String section, String name) {
      return section.equals(name);
    }
  },

  /// `~/.aws/config`: `[profile NAME]`, and `[default]`, which may have the word too.
  CONFIG("AWS_CONFIG_FILE", "config") {
    @Override
    String section(ProfileName name) {
      return name.text().equals(DEFAULT) ? DEFAULT : "profile " + name;
    }

    @Override
    boolean names(String section, String name) {
      var profile = PROFILE.matcher(section);
      return profile.matches()
          ? profile.group(2).equals(name)
          : section.equals(DEFAULT) && name.equals(DEFAULT);
    }
  };

  private static final String DEFAULT = "default";

  /// The name may be quoted, as the aws CLI quotes some.
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

  /// Where it is for a user of that environment.
  ///
  /// @param directory that a relative path in the file's variable begins in
  /// @throws ProblemException malformed, where neither its variable nor a home says so
  public Path path(Map<String, String> environment, Path directory) {
    var home = environment.getOrDefault("HOME", "");
    var named = environment.getOrDefault(variable, "");
    if (named.isEmpty() && home.isEmpty()) {
      throw ProblemException.malformed(
          "no-home",
          "there is no HOME, so it is not known where the AWS " + fileName + " file is",
          "set HOME, or name the file in " + variable);
    }
    return named.isEmpty()
        ? Path.of(home, ".aws", fileName)
        : directory.resolve(named.startsWith("~/") ? home + named.substring(1) : named);
  }

  /// The section of a profile, as it is written.
  abstract String section(ProfileName name);

  /// Whether a section is that profile's.
  boolean names(String section, ProfileName name) {
    return names(section, name.text());
  }

  /// The same for a name that came from somewhere else, and may be none that every SDK reads.
  abstract boolean names(String section, String name);
}
