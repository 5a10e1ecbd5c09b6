package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.identity.Caller;
import io.spiffeaws.sandbox.aws.identity.RoleSession;
import io.spiffeaws.sandbox.aws.identity.SessionTags;
import io.spiffeaws.sandbox.aws.identity.Sessions;
import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import io.spiffeaws.sandbox.aws.wire.Xml;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Creates role sessions.
///
/// @param lifetime lifetime of every session instead of the requested one; zero: as requested
public record SessionIssuer(
    Sessions sessions, Identifiers identifiers, Clock clock, String account, Duration lifetime) {

  /// The properties of a new session.
  ///
  /// @param name the RoleSessionName
  /// @param policies as in [RoleSession]
  /// @param federation condition keys that are valid for the whole session
  public record Opening(
      String name,
      int seconds,
      List<List<PolicyDocument>> policies,
      RequestContext federation,
      SessionTags tags) {

    static Opening of(SessionRequest request, RequestContext federation, SessionTags tags) {
      var policies =
          request.policies().isEmpty()
              ? List.<List<PolicyDocument>>of()
              : List.of(request.policies());
      return new Opening(request.name(), request.seconds(), policies, federation, tags);
    }
  }

  /// Creates a session.
  ///
  /// @throws AwsError ValidationError if the role does not allow sessions of that length
  public Caller.Assumed open(Role role, Opening opening) {
    if (opening.seconds() > role.settings().maxSession()) {
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
            now.plus(lifetime.isZero() ? Duration.ofSeconds(opening.seconds()) : lifetime),
            role.name(),
            role.identity().id(),
            opening.name(),
            opening.policies(),
            opening.federation(),
            opening.tags());
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
