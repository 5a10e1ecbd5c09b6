package io.spiffeaws.oidc.publish;

import io.spiffeaws.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/// The public part of a key that verifies tokens. Other keys in a JWK Set, such as the X.509
/// authorities of a trust bundle, do not belong in an issuer's document.
final class TokenKey {
  /// The members that define a key, by key type (RFC 7518, section 6).
  private static final Map<String, List<String>> PARTS =
      Map.of("RSA", List.of("n", "e"), "EC", List.of("crv", "x", "y"));

  private static final Set<String> ABOUT =
      Set.of("kty", "use", "key_ops", "alg", "kid", PublishedKeys.REMOVAL_TIME);

  private TokenKey() {}

  /// Returns the public members of a key, or empty if it does not verify tokens.
  static Optional<Json.Obj> of(Json.Obj key) {
    var parts = PARTS.getOrDefault(key.text("kty").orElse(""), List.of());
    if (parts.isEmpty()
        || parts.stream().anyMatch(part -> key.text(part).isEmpty())
        || key.text("kid").orElse("").isEmpty()
        || !key.get("use").orElse(Json.of("sig")).equals(Json.of("sig"))) {
      return Optional.empty();
    }
    var shown = Json.object();
    for (var member : key.members().entrySet()) {
      if (ABOUT.contains(member.getKey()) || parts.contains(member.getKey())) {
        shown = shown.with(member.getKey(), member.getValue());
      }
    }
    return Optional.of(shown);
  }

  /// Returns a predicate that matches keys with the same key material, whatever their kid.
  ///
  /// @param key as [#of] returns it
  static Predicate<Json.Obj> same(Json.Obj key) {
    var type = key.text("kty");
    return other ->
        other.text("kty").equals(type)
            && PARTS.getOrDefault(type.orElse(""), List.of()).stream()
                .allMatch(part -> other.text(part).equals(key.text(part)));
  }
}
