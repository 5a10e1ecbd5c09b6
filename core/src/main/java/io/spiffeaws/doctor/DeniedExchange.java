package io.spiffeaws.doctor;

import io.spiffeaws.json.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// A denied AssumeRoleWithWebIdentity call, as AWS recorded it.
///
/// @param subject of the token that AWS saw
/// @param audience of that token
/// @param provider ARN of its OIDC provider
/// @param errorCode of the response, `AccessDenied`
/// @param errorMessage in the event; it may differ from that of the response
public record DeniedExchange(
    Instant time,
    String subject,
    String audience,
    String provider,
    String errorCode,
    String errorMessage) {

  /// Reads an event (AWS CloudTrail User Guide, userIdentity element: the principal ID of a
  /// `WebIdentityUser` consists of provider, audience and subject).
  ///
  /// @return empty if it is not a denied exchange for the role
  static Optional<DeniedExchange> of(Json.Obj event, String roleArn) {
    var user = object(event, "userIdentity");
    var code = event.text("errorCode").orElse("");
    var role = object(event, "requestParameters").text("roleArn").orElse("");
    if (code.isEmpty() || !role.equals(roleArn)) {
      return Optional.empty();
    }
    var subject = user.text("userName").orElse("");
    var provider = user.text("identityProvider").orElse("");
    return time(event)
        .map(time ->
            new DeniedExchange(
                time,
                subject,
                audience(user.text("principalId").orElse(""), provider, subject),
                provider,
                code,
                event.text("errorMessage").orElse("")));
  }

  /// Returns the part between provider and subject, both of which may contain colons.
  private static String audience(String principal, String provider, String subject) {
    var prefix = provider + ":";
    var suffix = ":" + subject;
    return principal.startsWith(prefix)
            && principal.endsWith(suffix)
            && principal.length() >= prefix.length() + suffix.length()
        ? principal.substring(prefix.length(), principal.length() - suffix.length())
        : "";
  }

  private static Optional<Instant> time(Json.Obj event) {
    try {
      return event.text("eventTime").map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Json.Obj object(Json.Obj event, String member) {
    return event.get(member).orElse(null) instanceof Json.Obj object ? object : Json.object();
  }
}
