package io.spiffeaws.rolesanywhere.management;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.Optional;
import java.util.regex.Pattern;

/// A trust anchor or a profile as specified for a command: its name or its ARN.
///
/// @param type of the resource
/// @param text the name or the ARN
/// @param arn empty if only the name is given
public record ResourceReference(
    RolesAnywhereArn.Type type, String text, Optional<RolesAnywhereArn> arn) {
  /// API reference, `CreateTrustAnchor`, `name`.
  private static final Pattern NAME = Pattern.compile("[ a-zA-Z0-9_-]{1,255}");

  /// Parses a name or an ARN.
  ///
  /// @throws ProblemException malformed
  public static ResourceReference parse(String text, RolesAnywhereArn.Type type) {
    if (text.startsWith("arn:")) {
      return new ResourceReference(type, text, Optional.of(RolesAnywhereArn.parse(text, type)));
    }
    if (!NAME.matcher(text).matches() || text.isBlank()) {
      throw ProblemException.malformed(
          "malformed-roles-anywhere-name",
          "\"%s\" is not the name of a %s".formatted(InvisibleCharacters.line(text), type.title()),
          "use 1 to 255 letters, digits, spaces, _ or -");
    }
    return new ResourceReference(type, text, Optional.empty());
  }

  /// Returns the name for messages: `trust anchor "spire"`.
  public String shown() {
    return arn.map(found -> type.title() + " " + found)
        .orElseGet(() -> type.title() + " \"" + text + "\"");
  }

  @Override
  public String toString() {
    return text;
  }
}
