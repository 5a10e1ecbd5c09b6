package io.spiffeaws.oidc;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.RSAKey;
import io.spiffeaws.check.Check;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.jwt.SignatureCheck;
import io.spiffeaws.problem.ProblemException;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Checks an issuer's keys against the rules of STS (IAM User Guide, "Create an OpenID Connect
/// identity provider", prerequisites; AssumeRoleWithWebIdentity, WebIdentityToken; RFC 7517).
final class KeyRules {
  private static final int MAX_KEYS = 100;
  private static final int MIN_BITS = 2048;
  private static final Set<String> CURVES = Set.of("P-256", "P-384", "P-521");
  private static final Set<String> PRIVATE = Set.of("d", "p", "q", "dp", "dq", "qi", "oth", "k");

  private final List<Json.Obj> keys;
  private final String serve;

  private KeyRules(List<Json.Obj> keys, String serve) {
    this.keys = keys;
    this.serve = serve;
  }

  /// Runs the checks.
  ///
  /// @param jwks the text of a JWK Set
  static List<Check> check(IssuerUrl issuer, String jwks) {
    var serve = "serve only the JWT authorities of the SPIRE server: " + ExportHint.of(issuer);
    try {
      if (JsonText.parse(jwks, "the keys") instanceof Json.Obj set
          && set.get("keys").orElse(null) instanceof Json.Arr(var items)
          && items.stream().allMatch(Json.Obj.class::isInstance)) {
        return new KeyRules(items.stream().map(Json.Obj.class::cast).toList(), serve).checks();
      }
    } catch (ProblemException notJson) {
      // reported below
    }
    return List.of(Check.bad("keys", "the document is not a JSON Web Key Set", serve));
  }

  private List<Check> checks() {
    return List.of(number(), keyIds(), types(), privateKeys());
  }

  private Check number() {
    var byType =
        keys.stream()
            .collect(Collectors.groupingBy(key -> text(key, "kty"), Collectors.counting()));
    if (keys.isEmpty()) {
      return Check.bad("keys", "there is no key, so no token can be verified", serve);
    }
    var most = byType.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return most > MAX_KEYS
        ? Check.bad(
            "keys",
            "there are %d keys of one type; AWS accepts at most 100 RSA keys and 100 EC keys"
                .formatted(most),
            "remove the keys whose tokens have all expired")
        : Check.good(
            "keys",
            keys.size()
                + (keys.size() == 1 ? " key: " : " keys: ")
                + keys.stream().map(KeyRules::inspection).collect(Collectors.joining(", ")));
  }

  private static String inspection(Json.Obj key) {
    return text(key, "kid") + " (" + text(key, "alg") + ")";
  }

  private Check keyIds() {
    var withoutId = keys.stream().filter(key -> key.text("kid").isEmpty()).count();
    if (withoutId > 0) {
      return Check.bad(
          "key_ids",
          "%d of %d keys have no kid, which a token uses to refer to its key"
              .formatted(withoutId, keys.size()),
          serve);
    }
    var seen = new HashSet<String>();
    var twice = keys.stream().map(key -> text(key, "kid")).filter(kid -> !seen.add(kid)).toList();
    return twice.isEmpty()
        ? Check.good("key_ids", "every key has its own kid")
        : Check.bad("key_ids", "several keys have the kid " + String.join(", ", twice), serve);
  }

  private Check types() {
    var wrong = new ArrayList<String>();
    for (var key : keys) {
      wrong(key).ifPresent(why -> wrong.add("key " + text(key, "kid") + " " + why));
    }
    return wrong.isEmpty()
        ? Check.good("key_kinds", "STS supports their types and algorithms")
        : Check.bad("key_kinds", String.join("; ", wrong), serve);
  }

  private static Optional<String> wrong(Json.Obj key) {
    return use(key).or(() -> algorithm(key)).or(() -> type(key));
  }

  private static Optional<String> use(Json.Obj key) {
    return key.text("use")
        .filter(use -> !use.equals("sig"))
        .map(use ->
            use.endsWith("-svid")
                ? "has the use " + use + ": this is a SPIFFE bundle, not an issuer's keys"
                : "has the use " + use + ", not sig");
  }

  private static Optional<String> algorithm(Json.Obj key) {
    return key.text("alg")
        .filter(alg -> !SignatureCheck.STS_ALGORITHMS.contains(alg))
        .map(alg -> "has the algorithm " + alg + ", which STS does not support")
        .or(() ->
            key.text("alg")
                .filter(alg -> alg.startsWith("RS") != text(key, "kty").equals("RSA"))
                .map(alg -> "has the type " + text(key, "kty") + " but the algorithm " + alg));
  }

  private static Optional<String> type(Json.Obj key) {
    try {
      return switch (JWK.parse(JsonText.compact(key))) {
        case RSAKey rsa ->
            rsa.size() < MIN_BITS
                ? Optional.of("has %d bits; at least 2048 are required".formatted(rsa.size()))
                : Optional.empty();
        case ECKey ec ->
            CURVES.contains(ec.getCurve().getName())
                ? Optional.empty()
                : Optional.of(
                    "has the curve %s, not P-256, P-384 or P-521"
                        .formatted(ec.getCurve().getName()));
        default -> Optional.of("has the type " + text(key, "kty") + ", not RSA or EC");
      };
    } catch (ParseException | RuntimeException e) {
      return Optional.of("cannot be parsed");
    }
  }

  private Check privateKeys() {
    var leaked = keys.stream().filter(KeyRules::hasPrivate).map(key -> text(key, "kid")).toList();
    return leaked.isEmpty()
        ? Check.good("private_keys", "no private key is published")
        : Check.bad(
            "private_keys",
            "the private part of these keys is published: " + String.join(", ", leaked),
            "anyone who read it can forge tokens: rotate the keys now (spire-server localauthority"
                + " jwt prepare, activate, taint, revoke), then serve only public keys");
  }

  private static boolean hasPrivate(Json.Obj key) {
    return PRIVATE.stream().anyMatch(member -> key.get(member).isPresent());
  }

  private static String text(Json.Obj key, String member) {
    return key.text(member).orElse("-");
  }
}
