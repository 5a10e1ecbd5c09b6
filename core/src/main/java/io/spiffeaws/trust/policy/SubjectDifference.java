package io.spiffeaws.trust.policy;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.text.TypingError;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Optional;

/// Compares a subject in a policy with a similar subject of a token.
///
/// @param difference the parts that differ: `the letter case`
/// @param neverMatches whether no token of the issuer has the subject of the policy: it is no
///   SPIFFE ID, or its trust domain is misspelt. Otherwise it may be another workload's
record SubjectDifference(String difference, boolean neverMatches) {
  private static final String SCHEME = "spiffe://";

  /// Returns the comparison, or empty if both are equal or not similar.
  static Optional<SubjectDifference> of(String inPolicy, String ofToken) {
    if (inPolicy.equals(ofToken) || inPolicy.isBlank() || !ofToken.startsWith(SCHEME)) {
      return Optional.empty();
    }
    var bare = inPolicy.strip().replaceFirst("(?i)^([a-z]+:/{0,2})?", "").replaceFirst("/+$", "");
    var sub = ofToken.substring(SCHEME.length());
    var different = new ArrayList<String>();
    if (!inPolicy.strip().regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      different.add("the scheme");
    }
    if (inPolicy.strip().endsWith("/")) {
      different.add("the slash at the end");
    }
    if (!inPolicy.equals(inPolicy.strip())) {
      different.add("white space");
    }
    if (!bare.equalsIgnoreCase(sub)) {
      var part = spelling(bare.toLowerCase(Locale.ROOT), sub.toLowerCase(Locale.ROOT));
      if (part.isEmpty()) {
        return Optional.empty();
      }
      different.add(part);
    } else if (!bare.equals(sub) || different.isEmpty()) {
      different.add("the letter case");
    }
    var neverMatches = !isId(inPolicy) || different.contains("the trust domain");
    return Optional.of(new SubjectDifference(String.join(" and ", different), neverMatches));
  }

  /// Returns the part that has a typing error, or an empty string.
  private static String spelling(String one, String other) {
    var ours = one.split("/", 2);
    var theirs = other.split("/", 2);
    if (ours.length != 2 || theirs.length != 2) {
      return "";
    }
    if (ours[1].equals(theirs[1])) {
      return TypingError.likely(ours[0], theirs[0]) ? "the trust domain" : "";
    }
    return ours[0].equals(theirs[0]) && TypingError.likely(ours[1], theirs[1])
        ? "the spelling of the path"
        : "";
  }

  private static boolean isId(String text) {
    try {
      return SpiffeId.parse(text).toString().equals(text);
    } catch (ProblemException malformed) {
      return false;
    }
  }
}
