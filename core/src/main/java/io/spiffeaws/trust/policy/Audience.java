package io.spiffeaws.trust.policy;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;

/// Checks the audience of a token for AWS.
public final class Audience {
  private static final int MAX_LENGTH = 255;

  private Audience() {}

  /// Whether an audience is a SPIFFE ID or a pattern of SPIFFE IDs. That is the form of a subject,
  /// so it is probably in the wrong place.
  public static boolean isSpiffeId(String audience) {
    return audience.regionMatches(true, 0, "spiffe:", 0, "spiffe:".length());
  }

  /// Checks an audience.
  ///
  /// @throws ProblemException malformed, if IAM would reject it (IAM,
  ///   AddClientIDToOpenIDConnectProvider, `ClientID`), or it has invisible characters
  public static void check(String audience) {
    if (audience.isBlank() || audience.length() > MAX_LENGTH) {
      throw ProblemException.malformed(
          "malformed-audience",
          "\"" + audience + "\" is not an audience",
          "use 1 to 255 characters, as in the tokens' aud");
    }
    InvisibleCharacters.check(audience, "the audience");
  }
}
