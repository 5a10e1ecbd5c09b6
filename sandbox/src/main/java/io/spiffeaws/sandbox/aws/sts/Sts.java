package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.oidc.IssuerCertificates;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.cloudtrail.EventHistory;
import io.spiffeaws.sandbox.aws.identity.QueryAuthorizer;
import io.spiffeaws.sandbox.aws.identity.Sessions;
import io.spiffeaws.sandbox.aws.identity.VirtualMfaDevice;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import io.spiffeaws.sandbox.aws.wire.QueryApi;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// The STS service, limited to roles.
public final class Sts {
  private Sts() {}

  /// Returns the API of STS.
  ///
  /// @param lifetime lifetime of every session instead of the requested one; zero: as requested
  /// @param history receives the exchanges, as events of the region
  /// @param mfaDevice of the administrator
  public static QueryApi api(
      Account account,
      QueryAuthorizer gate,
      IssuerDocuments issuers,
      IssuerCertificates certificates,
      Sessions sessions,
      Identifiers identifiers,
      Clock clock,
      Duration lifetime,
      EventHistory history,
      String region,
      VirtualMfaDevice mfaDevice) {
    var issuer = new SessionIssuer(sessions, identifiers, clock, account.number(), lifetime);
    var verifier = new TokenVerifier(account, issuers, certificates, clock);
    var events = new ExchangeEvents(history, account.number(), region, clock);
    return new QueryApi(
        "https://sts.amazonaws.com/doc/2011-06-15/",
        "2011-06-15",
        Map.of(
            "AssumeRoleWithWebIdentity",
            new AssumeRoleWithWebIdentity(account, verifier, issuer, events, clock),
            "AssumeRole",
            new AssumeRole(account, gate, issuer, mfaDevice, clock),
            "GetCallerIdentity",
            new GetCallerIdentity(gate, account.number())));
  }
}
