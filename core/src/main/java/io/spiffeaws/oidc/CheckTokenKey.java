package io.spiffeaws.oidc;

import io.spiffeaws.check.Check;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.SignatureCheck;
import io.spiffeaws.problem.ProblemException;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;

/// Checks that one of an issuer's published keys signed a token.
final class CheckTokenKey {
  private static final int SHOWN = 5;

  private CheckTokenKey() {}

  /// Returns the check `token_key`.
  ///
  /// @param keysUrl where the keys are published
  /// @param keys the text of the JWK Set
  static Check check(JwtToken token, IssuerUrl issuer, URI keysUrl, String keys) {
    var key = token.keyId().orElse("(unnamed)");
    try {
      return switch (SignatureCheck.check(token, keys)) {
        case GOOD -> Check.good("token_key", "signed by key " + key);
        case ALGORITHM ->
            Check.bad(
                "token_key",
                "the token is signed with %s, which STS does not support"
                    .formatted(token.algorithm()),
                "set jwt_key_type = \"rsa-2048\" or \"ec-p256\" on the SPIRE server");
        case UNKNOWN_KEY ->
            Check.bad(
                "token_key",
                "the token is signed by key %s, which is not published at %s; published %s"
                    .formatted(key, keysUrl, published(keys)),
                "let the OIDC discovery provider serve the keys of the SPIRE server that issued the"
                    + " token (or ask its operator); if it serves files, update them: "
                    + ExportHint.watching(issuer));
        case FORGED ->
            Check.bad(
                "token_key",
                "key %s did not sign this token".formatted(key),
                "to fetch a new token from the SPIFFE agent, run: spiffe-aws jwt fetch");
      };
    } catch (ProblemException e) {
      return Check.bad("token_key", e.problem().message(), e.problem().hint());
    }
  }

  private static String published(String keys) {
    var ids = ids(keys);
    return switch (ids.size()) {
      case 0 -> "is no key";
      case 1 -> "is the key " + ids.getFirst();
      default ->
          "are the keys "
              + ids.stream().limit(SHOWN).collect(Collectors.joining(", "))
              + (ids.size() > SHOWN ? " and %d more".formatted(ids.size() - SHOWN) : "");
    };
  }

  private static List<String> ids(String keys) {
    return JsonText.parse(keys, "the keys") instanceof Json.Obj set
            && set.get("keys").orElse(null) instanceof Json.Arr(var items)
        ? items.stream()
            .filter(Json.Obj.class::isInstance)
            .map(key -> ((Json.Obj) key).text("kid").orElse("(unnamed)"))
            .toList()
        : List.of();
  }
}
