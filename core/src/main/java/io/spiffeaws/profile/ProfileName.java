package io.spiffeaws.profile;

import io.spiffeaws.problem.ProblemException;
import java.util.regex.Pattern;

/// The name of a profile, of the characters that every SDK reads.
public record ProfileName(String text) {
  private static final Pattern FORM = Pattern.compile("[\\w./%@:+-]{1,128}");

  /// @throws ProblemException malformed
  public ProfileName {
    if (!FORM.matcher(text).matches()) {
      throw ProblemException.malformed(
          "malformed-profile-name",
          "\""
              + text.replaceAll("\\p{Cntrl}", "?")
              + "\" is not a profile's name that every SDK reads",
          "a name has letters, digits and any of . / % @ : + - _");
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
