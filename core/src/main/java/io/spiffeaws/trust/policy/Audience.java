package io.spiffeaws.trust.policy;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;

/// What IAM takes for the audience of a token.
public final class Audience {
  private static final int MAX_LENGTH = 255;

  private Audience() {}

  /// @throws ProblemException malformed, where IAM would not take it (IAM,
  ///   AddClientIDToOpenIDConnectProvider, `ClientID`), or nobody could see it
  public static void check(String audience) {
    if (audience.isBlank() || audience.length() > MAX_LENGTH) {
      throw ProblemException.malformed(
          "malformed-audience",
          "\"" + audience + "\" is not an audience",
          "it has 1 to 255 characters, as in the tokens' aud");
    }
    InvisibleCharacters.check(audience, "the audience");
  }
}
