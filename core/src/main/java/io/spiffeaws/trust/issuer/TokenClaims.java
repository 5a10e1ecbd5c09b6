package io.spiffeaws.trust.issuer;

import io.spiffeaws.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The values of condition keys that a token provides. For an issuer other than SPIRE, a key that
/// is not in the table is unknown and never absent, because AWS adds keys. Immutable.
public final class TokenClaims {
  /// The keys of every issuer (IAM User Guide, "Available keys for AWS OIDC federation").
  public static final Set<String> STANDARD_KEYS = Set.of("sub", "aud", "oaud", "amr", "email");

  private static final String SPIFFE = "spiffe://";

  private final Map<String, Claim> known;
  private final Claim rest;

  private TokenClaims(Map<String, Claim> known, Claim rest) {
    this.known = Map.copyOf(known);
    this.rest = rest;
  }

  /// The claims of a token whose issuer and subject are known. The only claims of a JWT-SVID that
  /// conditions can use are `sub` and `aud` (SPIFFE, "JWT-SVID", section 3).
  ///
  /// @param hostPath the issuer without `https://`
  /// @param subject may be a pattern
  public static TokenClaims of(String hostPath, String subject, String audience) {
    return svid(hostPath, subject) ? ofSvid(audience) : unknown();
  }

  /// The claims of a JWT-SVID.
  public static TokenClaims ofSvid(String audience) {
    return new TokenClaims(
        Map.of("oaud", new Claim.Present(List.of(audience))), new Claim.Absent());
  }

  /// The claims of a token of which nothing is known.
  public static TokenClaims unknown() {
    return new TokenClaims(Map.of(), new Claim.Unknown());
  }

  /// The claims of a parsed token.
  ///
  /// @param hostPath the issuer without `https://`
  public static TokenClaims read(String hostPath, Json.Obj claims) {
    var known = new LinkedHashMap<String, Claim>();
    STANDARD_KEYS.forEach(key -> known.put(key, claim(claims, key)));
    KnownIssuer.of(hostPath)
        .ifPresent(issuer -> issuer.keys().forEach(key -> known.put(key, claim(claims, key))));
    return new TokenClaims(
        known,
        svid(hostPath, claims.text("sub").orElse("")) ? new Claim.Absent() : new Claim.Unknown());
  }

  private static boolean svid(String hostPath, String subject) {
    return subject.startsWith(SPIFFE) && KnownIssuer.of(hostPath).isEmpty();
  }

  /// Returns the claim of a key.
  ///
  /// @param key without the issuer's prefix, in any letter case
  public Claim find(String key) {
    return known.getOrDefault(key.toLowerCase(Locale.ROOT), rest);
  }

  /// The keys that the token has, without the issuer's prefix, and their values.
  public Map<String, List<String>> present() {
    var present = new LinkedHashMap<String, List<String>>();
    known.forEach((key, claim) -> {
      if (claim instanceof Claim.Present(var values)) {
        present.put(key, values);
      }
    });
    return present;
  }

  /// Returns the claim of a key. AWS spells Google's claim `google:organization_number`, but
  /// Google's tokens have the number in an object. Which of them STS reads is not documented, so a
  /// missing value is unknown, not absent.
  private static Claim claim(Json.Obj claims, String key) {
    var values =
        switch (key) {
          case "aud" -> texts(claims.get("azp").or(() -> claims.get("aud")));
          case "oaud" -> texts(claims.get("aud"));
          case "google/organization_number" -> texts(claims.get("google:organization_number"));
          default -> texts(claims.get(key));
        };
    if (!values.isEmpty()) {
      return new Claim.Present(values);
    }
    return key.contains("google/") ? new Claim.Unknown() : new Claim.Absent();
  }

  /// Returns the values of a claim. What an array contains in an array or an object is no value.
  private static List<String> texts(Optional<Json> value) {
    return switch (value.orElse(new Json.Null())) {
      case Json.Arr(var items) -> items.stream().flatMap(item -> text(item).stream()).toList();
      case Json single -> text(single).stream().toList();
    };
  }

  private static Optional<String> text(Json value) {
    return switch (value) {
      case Json.Str(var text) -> Optional.of(text);
      case Json.Num(var digits) -> Optional.of(digits);
      case Json.Bool(var bool) -> Optional.of(Boolean.toString(bool));
      case Json.Null _, Json.Obj _, Json.Arr _ -> Optional.empty();
    };
  }
}
