package io.spiffeaws.spire;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.Comparator;

/// A selector: a property of a node or a workload that an attestor has proved, `type:value` (SPIRE
/// API, `spire.api.types.Selector`).
///
/// @param type the attestor; not empty, without `:`
/// @param value the property; not empty, may contain `:`
public record Selector(String type, String value) implements Comparable<Selector> {
  private static final Comparator<Selector> ORDER =
      Comparator.comparing(Selector::type).thenComparing(Selector::value);

  public Selector {
    if (type.isEmpty() || type.contains(":") || value.isEmpty()) {
      throw malformed(type + ":" + value);
    }
  }

  /// Parses the text form, split at the first colon: `unix:uid:1000` has type `unix` and value
  /// `uid:1000`.
  ///
  /// @throws ProblemException malformed, if type or value is missing, or a character is invisible
  public static Selector parse(String text) {
    InvisibleCharacters.check(text, "the selector");
    var colon = text.indexOf(':');
    if (colon < 0) {
      throw malformed(text);
    }
    return new Selector(text.substring(0, colon), text.substring(colon + 1));
  }

  @Override
  public int compareTo(Selector other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return type + ":" + value;
  }

  private static ProblemException malformed(String text) {
    return ProblemException.malformed(
        "malformed-selector",
        "\"" + SanitizedText.of(text) + "\" is not a selector",
        "write it as TYPE:VALUE, for example unix:uid:1000 or k8s:sa:reports");
  }
}
