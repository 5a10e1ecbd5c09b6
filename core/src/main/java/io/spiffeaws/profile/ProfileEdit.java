package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/// Sets settings of one profile, and creates the profile if it does not exist.
///
/// @param settings to set
/// @param obsolete names of the settings to remove
record ProfileEdit(
    ProfileFile file, ProfileName profile, List<ProfileSetting> settings, List<String> obsolete)
    implements UnaryOperator<IniText> {

  /// Applies the edit.
  ///
  /// @throws ProblemException malformed, if the profile appears twice, since readers differ on
  ///   which one they use
  @Override
  public IniText apply(IniText text) {
    checkOnce(text);
    var edited = exists(text) ? text : text.withSection(file.kind().section(profile));
    for (var name : obsolete) {
      edited = edited.without(this::isProfile, name);
    }
    for (var setting : settings) {
      edited = edited.with(this::isProfile, setting.name(), bytes(setting.value().reveal()));
    }
    return edited;
  }

  private boolean isProfile(String section) {
    return file.kind().names(section, profile);
  }

  private boolean exists(IniText text) {
    return text.count(this::isProfile) > 0;
  }

  private void checkOnce(IniText text) {
    if (text.count(this::isProfile) > 1) {
      throw ProblemException.malformed(
          "profile-twice",
          "the profile " + profile + " appears more than once in " + file.path(),
          "delete all but one of them from the file");
    }
  }

  /// The file's text has one character for each byte.
  private static String bytes(String value) {
    return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
