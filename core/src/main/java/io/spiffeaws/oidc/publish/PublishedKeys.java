package io.spiffeaws.oidc.publish;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.JwtAuthority;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// An issuer's keys as a JWK Set (RFC 7517), in the form of SPIRE's own discovery provider.
///
/// A key that the server has no more stays for a while, since tokens that it signed may still be in
/// use. The time when it goes stands with it, as the member `exp` (IANA, "JSON Web Key
/// Parameters"), so that whoever writes the file next goes by it.
public final class PublishedKeys {
  static final String GOES_AT = "exp";

  private final List<Json.Obj> keys;
  private final List<String> changes;

  private PublishedKeys(List<Json.Obj> keys, List<String> changes) {
    this.keys = List.copyOf(keys);
    this.changes = List.copyOf(changes);
  }

  /// @param published what is there now; empty where there is nothing
  /// @param authorities what the server has now, at least one
  /// @param keep how long a key stays that the server has no more
  /// @throws ProblemException malformed, where what is there is not a JWK Set; unexpected, where
  ///   the server has no key
  public static PublishedKeys after(
      Optional<String> published, List<JwtAuthority> authorities, Instant now, Duration keep) {
    if (authorities.isEmpty()) {
      throw ProblemException.unexpected(
          "no-jwt-authority",
          "the SPIRE server has no key for JWT-SVIDs, so nothing is published",
          "see that disable_jwt_svids is not set on the SPIRE server");
    }
    var found = published.map(PublishedKeys::read).orElse(List.of());
    var changes = new ArrayList<>(takenOut(found));
    var old = found.stream().flatMap(key -> TokenKey.of(key).stream()).toList();
    var keys = new ArrayList<>(authorities.stream().map(PublishedKeys::key).toList());
    keys.stream().filter(key -> !holds(old, key)).forEach(key -> changes.add("+ " + shown(key)));
    var current = new HashSet<>(authorities.stream().map(JwtAuthority::keyId).toList());
    for (var key : old) {
      if (!current.contains(name(key))) {
        var goesAt = goesAt(key);
        var latest = now.plus(keep).plusSeconds(1);
        var end = goesAt.filter(latest::isAfter).orElse(latest);
        if (end.isAfter(now) && !keep.isZero()) {
          keys.add(key.with(GOES_AT, Json.of(end.getEpochSecond())));
          if (goesAt.isEmpty()) {
            changes.add("~ " + shown(key) + ": the server has it no more, it goes at " + time(end));
          }
        } else {
          changes.add("- " + shown(key));
        }
      }
    }
    return new PublishedKeys(keys, changes);
  }

  /// What must not be published again, whoever put it there.
  private static List<String> takenOut(List<Json.Obj> found) {
    var lines = new ArrayList<String>();
    for (var key : found) {
      var shown = TokenKey.of(key);
      if (shown.isEmpty()) {
        lines.add("- " + shown(key) + ": it verifies no tokens");
      } else if (!shown.get().equals(key)) {
        lines.add("~ " + shown(key) + ": without " + members(key, shown.get()));
      }
    }
    return lines;
  }

  private static String members(Json.Obj key, Json.Obj shown) {
    return key.members().keySet().stream()
        .filter(name -> shown.get(name).isEmpty())
        .collect(Collectors.joining(", "));
  }

  /// On several lines, as SPIRE's provider writes it.
  public String text() {
    return JsonText.pretty(Json.object().with("keys", Json.array(keys))) + "\n";
  }

  /// What differs from before, a line for each key: `+` is new, `~` is on its way out, `-` is gone.
  public List<String> changes() {
    return changes;
  }

  private static Instant time(Instant end) {
    return Instant.ofEpochSecond(end.getEpochSecond());
  }

  private static Optional<Instant> goesAt(Json.Obj key) {
    if (!(key.get(GOES_AT).orElse(null) instanceof Json.Num(var digits))) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.ofEpochSecond(Long.parseLong(digits)));
    } catch (NumberFormatException | DateTimeException e) {
      return Optional.empty();
    }
  }

  /// Of the same name and the same key.
  private static boolean holds(List<Json.Obj> keys, Json.Obj wanted) {
    return keys.stream().anyMatch(key -> key.equals(wanted));
  }

  private static String shown(Json.Obj key) {
    return "key "
        + key.text("kid").orElse("without kid")
        + " ("
        + key.text("alg").orElse("-")
        + ")";
  }

  private static String name(Json.Obj key) {
    return key.text("kid").orElse("");
  }

  private static List<Json.Obj> read(String published) {
    try {
      if (JsonText.parse(published, "the keys") instanceof Json.Obj set
          && set.get("keys").orElse(null) instanceof Json.Arr(var items)
          && items.stream().allMatch(Json.Obj.class::isInstance)) {
        return items.stream().map(Json.Obj.class::cast).toList();
      }
    } catch (ProblemException notJson) {
      // said below
    }
    throw ProblemException.malformed(
        "malformed-jwks",
        "what is published already is not a JSON Web Key Set, so it is not written over",
        "take it away first, if nobody needs it");
  }

  /// A key that the library rejects is of no use to AWS either.
  private static Json.Obj key(JwtAuthority authority) {
    var key = publicKey(authority);
    try {
      return switch (key) {
        case RSAPublicKey rsa -> rsa(new RSAKey.Builder(rsa).build(), authority.keyId());
        case ECPublicKey ec -> ec(ec, authority);
        default -> throw unusable(authority);
      };
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw unusable(authority);
    }
  }

  private static Json.Obj rsa(RSAKey key, String kid) {
    return head("RSA", kid)
        .with("alg", Json.of("RS256"))
        .with("n", Json.of(key.getModulus().toString()))
        .with("e", Json.of(key.getPublicExponent().toString()));
  }

  private static Json.Obj ec(ECPublicKey ec, JwtAuthority authority) {
    var curve = Curve.forECParameterSpec(ec.getParams());
    var algorithm = Curve.P_256.equals(curve) ? "ES256" : Curve.P_384.equals(curve) ? "ES384" : "";
    if (algorithm.isEmpty()) {
      throw unusable(authority);
    }
    var key = new ECKey.Builder(curve, ec).build();
    return head("EC", authority.keyId())
        .with("crv", Json.of(curve.getName()))
        .with("alg", Json.of(algorithm))
        .with("x", Json.of(key.getX().toString()))
        .with("y", Json.of(key.getY().toString()));
  }

  private static Json.Obj head(String type, String kid) {
    return Json.object()
        .with("use", Json.of("sig"))
        .with("kty", Json.of(type))
        .with("kid", Json.of(kid));
  }

  private static PublicKey publicKey(JwtAuthority authority) {
    return read(authority, "EC")
        .or(() -> read(authority, "RSA"))
        .orElseThrow(() -> unusable(authority));
  }

  private static Optional<PublicKey> read(JwtAuthority authority, String type) {
    try {
      var der = Base64.getDecoder().decode(authority.publicKey());
      return Optional.of(KeyFactory.getInstance(type).generatePublic(new X509EncodedKeySpec(der)));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static ProblemException unusable(JwtAuthority authority) {
    return ProblemException.malformed(
        "unusable-key",
        "the server's key %s is of a kind that AWS does not take".formatted(authority.keyId()),
        "set jwt_key_type = \"rsa-2048\" or \"ec-p256\" on the SPIRE server");
  }
}
