package io.spiffeaws.sandbox.aws.sts;

import io.spiffeaws.sandbox.aws.identity.Caller;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.Validation;
import java.util.Optional;
import java.util.regex.Pattern;

/// The source identity of a session. It cannot be changed, and sessions that are assumed from this
/// one inherit it.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
public final class SourceIdentity {
  /// The condition key in the requests of the session.
  private static final String OF_SESSION = "aws:SourceIdentity";

  /// The condition key in the request that sets it.
  private static final String OF_REQUEST = "sts:SourceIdentity";

  private static final Pattern FORM = Pattern.compile("[\\w+=,.@-]*");

  private SourceIdentity() {}

  /// Returns the source identity that AssumeRole sets: the requested one, or that of the caller.
  ///
  /// @param validation errors are added to it; it is not finished
  static Optional<String> read(Parameters parameters, Caller caller, Validation validation) {
    var requested = parameters.get("SourceIdentity");
    requested.ifPresent(value ->
        validation.length("sourceIdentity", value, 2, 64).pattern("sourceIdentity", value, FORM));
    var inherited = of(caller);
    if (inherited.isPresent() && requested.isPresent() && !requested.equals(inherited)) {
      throw StsErrors.accessDenied(
          "The requested SourceIdentity does not match the SourceIdentity of the calling session");
    }
    return inherited.or(() -> requested);
  }

  /// Returns the condition key for all requests of a session with that source identity.
  public static RequestContext sessionKey(Optional<String> value) {
    return value
        .map(text -> RequestContext.empty().with(OF_SESSION, text))
        .orElse(RequestContext.empty());
  }

  /// Returns the condition key for the trust policy.
  public static RequestContext requestKey(Optional<String> value) {
    return value
        .map(text -> RequestContext.empty().with(OF_REQUEST, text))
        .orElse(RequestContext.empty());
  }

  /// Returns the source identity of a caller's session.
  static Optional<String> of(Caller caller) {
    return caller instanceof Caller.Assumed(_, var session)
        ? session.federation().values(OF_SESSION).stream().findFirst()
        : Optional.empty();
  }
}
