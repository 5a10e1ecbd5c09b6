package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sts.ObtainCredentials;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// Quotes the newest denied exchange for the role from the event history of the account: the token
/// that AWS saw. STS's own response does not describe it.
public final class ExamineCloudTrail {
  static final String PERMISSION = "requires cloudtrail:LookupEvents";

  private static final String NAME = "cloudtrail";
  private static final Duration LOOK_BACK = Duration.ofHours(24);

  private final DeniedExchanges events;
  private final Clock clock;

  public ExamineCloudTrail(DeniedExchanges events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  void run(ObtainCredentials.Request requested, Optional<JwtToken> token, DoctorReport report) {
    if (token.isEmpty()) {
      report.skip("there is no token", "cloudtrail");
    } else if (report.failed("exchange")) {
      report.add(lookUp(requested, token.get()));
    } else {
      report.good("cloudtrail", "not read, since STS accepted the exchange");
    }
  }

  private Check lookUp(ObtainCredentials.Request requested, JwtToken token) {
    try {
      return events
          .newest(requested.role(), clock.instant().minus(LOOK_BACK))
          .map(found -> Check.good(NAME, quote(found, token)))
          .orElseGet(() -> none(requested));
    } catch (ProblemException e) {
      return DoctorReport.unreadable(NAME, PERMISSION, e.problem());
    }
  }

  private Check none(ObtainCredentials.Request requested) {
    return Check.skipped(
        NAME,
        "no denied exchange for %s in the last 24 hours in %s: an event appears 5 to 15 minutes"
                .formatted(requested.role(), events.region())
            + " after the call, and never for a token that STS cannot verify",
        "run this command again in 15 minutes");
  }

  private static String quote(DeniedExchange found, JwtToken token) {
    return "at %s AWS saw subject %s, audience %s, provider %s: %s%s%s"
        .formatted(
            found.time(),
            shown(found.subject()),
            shown(found.audience()),
            shown(found.provider()),
            found.errorCode(),
            found.errorMessage().isEmpty() ? "" : " \"" + found.errorMessage() + "\"",
            difference(found, token));
  }

  /// Names the token here if the event is of another one.
  private static String difference(DeniedExchange found, JwtToken token) {
    var subject = token.subject().orElse("");
    return subject.equals(found.subject()) && token.audiences().contains(found.audience())
        ? ""
        : "; the token here has subject %s, audience %s"
            .formatted(shown(subject), shown(String.join(", ", token.audiences())));
  }

  private static String shown(String value) {
    return value.isEmpty() ? "(none)" : value;
  }
}
