package io.spiffeaws.workload;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import java.util.regex.Pattern;

/// What SPIRE's agent says of a token that it does not accept, in words for the person who has the
/// token (the texts are those of SPIRE 1.15's `pkg/common/jwtsvid` and of the library below it).
final class AgentTokenRefusals {
  private static final Pattern AUDIENCE =
      Pattern.compile("expected audience in \\[\"(.*)\"] \\(audience=\\[(.*)]\\)");
  private static final Pattern ALGORITHM =
      Pattern.compile("unexpected signature algorithm \"([^\"]*)\"");
  private static final Pattern UNKNOWN_KEY =
      Pattern.compile("public key \"([^\"]*)\" not found in trust domain \"([^\"]*)\"");
  private static final String FETCH = "fetch one from the SPIFFE agent: spiffe-aws jwt fetch";

  private AgentTokenRefusals() {}

  /// @param words the agent's
  static Problem of(String words) {
    if (words.contains("error in cryptographic primitive")) {
      return refused(
          "forged-signature",
          "the token's signature is not its issuer's: it was changed after it was signed, or someone"
              + " else signed it",
          FETCH);
    }
    if (words.contains("token has expired")) {
      return refused("token-expired", "the token's time is over", FETCH);
    }
    var audience = AUDIENCE.matcher(words);
    if (audience.find()) {
      return refused(
          "wrong-audience",
          "the token is for the audience %s, not %s"
              .formatted(
                  audience.group(2).replace("\" \"", ", ").replace("\"", ""), audience.group(1)),
          TypedCommand.of(
              "fetch one for it: spiffe-aws jwt fetch --audience %s", audience.group(1)));
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
            "see what the token says: spiffe-aws jwt inspect");
  }

  private static Problem algorithm(String name) {
    return name.equalsIgnoreCase("none")
        ? refused("token-unsigned", "the token is not signed (alg none)", FETCH)
        : refused(
            "unsupported-algorithm",
            "the token is signed with " + name + ", which no JWT-SVID is",
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
