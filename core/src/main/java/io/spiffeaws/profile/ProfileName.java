package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import java.util.regex.Pattern;

/// The name of a profile, of characters that every SDK accepts.
public record ProfileName(String text) {
  private static final Pattern FORM = Pattern.compile("[\\w./%@:+-]{1,128}");

  /// Checks the name.
  ///
  /// @throws ProblemException malformed, if it is empty, too long, or has other characters
  public ProfileName {
    if (!FORM.matcher(text).matches()) {
      throw ProblemException.malformed(
          "malformed-profile-name",
          "invalid profile name \"" + text.replaceAll("\\p{Cntrl}", "?") + "\"",
          "use 1 to 128 letters, digits and any of . / % @ : + - _");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
