package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.identity.Caller;
import io.spiffeaws.sandbox.aws.identity.RoleSession;
import io.spiffeaws.sandbox.aws.identity.SessionTags;
import io.spiffeaws.sandbox.aws.identity.Sessions;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/// Creates role sessions.
///
/// @param lifetime lifetime of every session instead of the requested one; zero: as requested
record SessionIssuer(
    Sessions sessions, Identifiers identifiers, Clock clock, String account, Duration lifetime) {

  /// Creates a session.
  ///
  /// @throws AwsError ValidationError if the role does not allow sessions of that length
  Caller.Assumed open(
      Role role, SessionRequest request, RequestContext federation, SessionTags tags) {
    if (request.seconds() > role.settings().maxSession()) {
      throw AwsError.validation(
          "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
    }
    var now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    var session =
        new RoleSession(
            identifiers.unique("ASIA").substring(0, 20),
            identifiers.secretKey(),
            identifiers.sessionToken(),
            now,
            now.plus(lifetime.isZero() ? Duration.ofSeconds(request.seconds()) : lifetime),
            role.name(),
            role.identity().id(),
            request.name(),
            request.policies(),
            federation,
            tags);
    sessions.add(session);
    return new Caller.Assumed(account, session);
  }

  static void write(Xml result, Caller.Assumed caller, SessionRequest request) {
    var session = caller.session();
    result
        .element(
            "Credentials",
            credentials ->
                credentials
                    .text("AccessKeyId", session.accessKeyId())
                    .text("SecretAccessKey", session.secretAccessKey().reveal())
                    .text("SessionToken", session.token().reveal())
                    .text("Expiration", session.expires().toString()))
        .element(
            "AssumedRoleUser",
            user -> user.text("AssumedRoleId", caller.userId()).text("Arn", caller.arn()));
    request
        .packed()
        .ifPresent(percent -> result.text("PackedPolicySize", Integer.toString(percent)));
  }
}
