package io.spiffeaws.workload;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import java.util.regex.Pattern;

/// Translates the SPIRE agent's errors about a token into problems. It recognizes the texts of
/// SPIRE 1.15's `pkg/common/jwtsvid` and of the JOSE library that it uses.
final class AgentTokenErrors {
  private static final Pattern AUDIENCE =
      Pattern.compile("expected audience in \\[\"(.*)\"] \\(audience=\\[(.*)]\\)");
  private static final Pattern ALGORITHM =
      Pattern.compile("unexpected signature algorithm \"([^\"]*)\"");
  private static final Pattern UNKNOWN_KEY =
      Pattern.compile("public key \"([^\"]*)\" not found in trust domain \"([^\"]*)\"");
  private static final String FETCH =
      "to fetch a new token from the SPIFFE agent, run: spiffe-aws jwt fetch";

  private AgentTokenErrors() {}

  /// Returns the problem.
  ///
  /// @param words the agent's error text
  static Problem of(String words) {
    if (words.contains("error in cryptographic primitive")) {
      return refused(
          "forged-signature",
          "the token's signature is not valid: the token was changed after it was signed, or signed"
              + " with another key",
          FETCH);
    }
    if (words.contains("token has expired")) {
      return refused("token-expired", "the token has expired", FETCH);
    }
    var audience = AUDIENCE.matcher(words);
    if (audience.find()) {
      return refused(
          "wrong-audience",
          "the token is for the audience %s, not %s"
              .formatted(
                  audience.group(2).replace("\" \"", ", ").replace("\"", ""), audience.group(1)),
          TypedCommand.of(
              "to fetch a token for this audience, run: spiffe-aws jwt fetch --audience %s",
              audience.group(1)));
    }
    var algorithm = ALGORITHM.matcher(words);
    if (algorithm.find()) {
      return algorithm(algorithm.group(1));
    }
    var key = UNKNOWN_KEY.matcher(words);
    return key.find()
        ? refused(
            "unknown-key",
            "the token is signed with the key %s, which the trust domain %s does not have"
                .formatted(key.group(1), key.group(2)),
            FETCH)
        : refused(
            "token-not-accepted",
            "the SPIFFE agent does not accept the token" + because(words),
            "to check the token, run: spiffe-aws jwt inspect");
  }

  private static Problem algorithm(String name) {
    return name.equalsIgnoreCase("none")
        ? refused("token-unsigned", "the token is not signed (alg none)", FETCH)
        : refused(
            "unsupported-algorithm",
            "the token is signed with " + name + ", which is not allowed for JWT-SVIDs",
            FETCH);
  }

  private static String because(String words) {
    var plain = words.replaceAll("go-jose/go-jose(/jwt)?: ", "").strip();
    return plain.isEmpty() ? "" : ": " + plain;
  }

  private static Problem refused(String code, String message, String hint) {
    return new Problem.Refused(code, message, hint);
  }
}
