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

  /// Checks an audience that a provider or a trust policy will accept.
  ///
  /// @throws ProblemException as [#check]; malformed, `audience-is-spiffe-id`, if it is a SPIFFE ID
  public static void checkNew(String audience) {
    check(audience);
    if (isSpiffeId(audience)) {
      throw ProblemException.malformed(
          "audience-is-spiffe-id",
          "invalid value \"%s\" for --audience: it is a SPIFFE ID, which identifies a workload"
              .formatted(audience),
          "specify the service that the tokens are for: --audience sts.amazonaws.com");
    }
  }
}
