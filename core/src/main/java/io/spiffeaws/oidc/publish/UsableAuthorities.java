package io.spiffeaws.oidc.publish;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spire.JwtAuthority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/// The server's keys for JWT-SVIDs, grouped into published, tainted and expired ones.
///
/// A tainted key is never published, so that AWS denies tokens that an attacker signs with it. If
/// all keys are tainted, no key is published and AWS denies every token.
///
/// An expired key is removed too: SPIRE does not sign with it, but AWS does not know when a key
/// expires. The exception is if every key that is not tainted has expired, which more likely means
/// that a clock is wrong.
///
/// @param published to be published
/// @param tainted marked as tainted by the server
/// @param expired not to be published, because every token that they signed has expired
record UsableAuthorities(
    List<JwtAuthority> published, List<JwtAuthority> tainted, List<JwtAuthority> expired) {
  /// Groups the keys.
  ///
  /// @param keep how long tokens that a key signed may be accepted after the key expires
  /// @throws ProblemException unexpected, if the server has no key
  static UsableAuthorities of(List<JwtAuthority> all, Instant now, Duration keep) {
    if (all.isEmpty()) {
      throw ProblemException.unexpected(
          "no-jwt-authority",
          "the SPIRE server has no key for JWT-SVIDs, so nothing is published",
          "check that disable_jwt_svids is not set on the SPIRE server");
    }
    Predicate<JwtAuthority> over =
        key -> key.expiresAt().map(end -> end.plus(keep).isBefore(now)).orElse(false);
    var tainted = all.stream().filter(JwtAuthority::tainted).toList();
    var trusted = all.stream().filter(key -> !key.tainted()).toList();
    var expired =
        trusted.stream().allMatch(over)
            ? List.<JwtAuthority>of()
            : trusted.stream().filter(over).toList();
    return new UsableAuthorities(
        trusted.stream().filter(key -> !expired.contains(key)).toList(), tainted, expired);
  }

  boolean isTainted(String keyId) {
    return tainted.stream().anyMatch(key -> key.keyId().equals(keyId));
  }

  boolean isExpired(String keyId) {
    return expired.stream().anyMatch(key -> key.keyId().equals(keyId));
  }
}
