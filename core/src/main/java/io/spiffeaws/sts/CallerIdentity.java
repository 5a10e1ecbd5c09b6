package io.spiffeaws.sts;

import io.spiffeaws.json.Json;
import io.spiffeaws.jwt.JwtToken;
import java.time.Instant;
import java.util.Optional;

/// The identity of a caller, as its token or its certificate contains it.
public interface CallerIdentity {
  /// Returns the SPIFFE ID, or another issuer's subject; empty if a token has none.
  Optional<String> subject();

  /// Returns all parts of the identity that determine a session, without secrets. Identities with
  /// equal parts may share a session.
  Json.Obj parts();

  /// Returns when the proof expires, if a session should not be used after that; empty if the
  /// session does not depend on it.
  Optional<Instant> expires();

  /// Returns the service whose endpoint issues the session: `sts` or `rolesanywhere`.
  String service();

  /// Returns the token; empty for a certificate.
  Optional<JwtToken> token();
}
