package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.sigv4.SignatureFault;
import io.spiffeaws.sandbox.aws.sigv4.SignatureVerifier;
import io.spiffeaws.sandbox.aws.sigv4.SignedRequest;
import io.spiffeaws.sandbox.aws.sigv4.SigningKey;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.secret.Secret;
import java.time.Clock;
import java.util.Optional;

/// Authenticates callers. Thread-safe.
///
/// @param administratorKey the access key ID of the administrator
public record Authenticator(
    SignatureVerifier verifier,
    Account account,
    Sessions sessions,
    String administratorKey,
    Secret administratorSecret,
    Clock clock) {

  private record Credentials(Caller caller, Secret secret, Optional<Secret> token) {}

  /// Returns the caller and its signing key.
  ///
  /// @param payloadHash last line of the canonical request
  /// @throws SignatureFault.Raised if AWS would reject the signature
  public Authenticated authenticate(AwsRequest request, String payloadHash) {
    var signed = SignedRequest.read(request);
    verifier.checkClaims(request, signed);
    var credentials = credentials(signed.accessKeyId());
    if (!credentials.token().equals(signed.token())) {
      throw signed.token().isEmpty()
          ? new SignatureFault.UnknownKey(signed.accessKeyId()).raised()
          : new SignatureFault.WrongToken().raised();
    }
    var key = SigningKey.derive(credentials.secret(), signed.scope());
    verifier.checkSignature(request, signed, payloadHash, key);
    if (credentials.caller() instanceof Caller.Assumed(_, var session)
        && !clock.instant().isBefore(session.expires())) {
      throw new SignatureFault.ExpiredToken().raised();
    }
    return new Authenticated(credentials.caller(), signed, key);
  }

  private Credentials credentials(String accessKeyId) {
    if (accessKeyId.equals(administratorKey)) {
      return new Credentials(
          new Caller.Administrator(account.number()), administratorSecret, Optional.empty());
    }
    return sessions
        .find(accessKeyId)
        .filter(this::roleExists)
        .map(session ->
            new Credentials(
                new Caller.Assumed(account.number(), session),
                session.secretAccessKey(),
                Optional.of(session.token())))
        .orElseThrow(() -> new SignatureFault.UnknownKey(accessKeyId).raised());
  }

  /// Returns whether the session's role still exists. Sessions of a deleted role are invalid, even
  /// if a new role has the same name.
  private boolean roleExists(RoleSession session) {
    return account
        .role(session.roleName())
        .map(role -> role.identity().id())
        .filter(session.roleId()::equals)
        .isPresent();
  }
}
