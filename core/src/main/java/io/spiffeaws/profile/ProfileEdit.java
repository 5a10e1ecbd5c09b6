package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.UnaryOperator;

/// Gives one profile some settings, and makes the profile where there is none.
///
/// @param settings that it has afterwards
/// @param obsolete names of those that it has no more
record ProfileEdit(
    ProfileFile file, ProfileName profile, List<ProfileSetting> settings, List<String> obsolete)
    implements UnaryOperator<IniText> {

  /// @throws ProblemException malformed, where the profile stands there twice, since readers differ
  ///   on which counts
  @Override
  public IniText apply(IniText text) {
    checkOnce(text);
    var edited = isThere(text) ? text : text.withSection(file.kind().section(profile));
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

  private boolean isThere(IniText text) {
    return text.count(this::isProfile) > 0;
  }

  private void checkOnce(IniText text) {
    if (text.count(this::isProfile) > 1) {
      throw ProblemException.malformed(
          "profile-twice",
          "the profile " + profile + " stands in " + file.path() + " more than once",
          "take all but one of them out of the file");
    }
  }

  /// The file's text has a character for each byte.
  private static String bytes(String value) {
    return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
