package io.spiffeaws.doctor;

import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.check.Check;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.EndpointProbe;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.workload.X509Svid;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Checks whether the endpoint of IAM Roles Anywhere answers, and compares the clocks of this
/// machine, the service and the SPIRE server, whose time is in the X509-SVID.
public final class ExamineEndpoint {
  private static final String THEIRS = "that of IAM Roles Anywhere";

  /// AWS rejects a signature with a larger skew.
  private static final Duration MAX_SKEW = Duration.ofMinutes(5);

  private final EndpointProbe endpoint;
  private final Clock clock;

  public ExamineEndpoint(EndpointProbe endpoint, Clock clock) {
    this.endpoint = endpoint;
    this.clock = clock;
  }

  void run(String region, Optional<X509Svid> svid, DoctorReport report) {
    try {
      var answer = endpoint.probe(region);
      report.good("endpoint", ServiceProblems.host(answer.endpoint()) + " answers");
      clock(answer.time(), svid, report);
    } catch (ProblemException e) {
      report.bad("endpoint", e.problem());
      clock(Optional.empty(), svid, report);
    }
  }

  private void clock(Optional<Instant> theirs, Optional<X509Svid> svid, DoctorReport report) {
    var check = clock(clock.instant(), theirs, svid);
    if (check.failed()) {
      report.addBefore("svid", check);
    } else {
      report.add(check);
    }
  }

  /// Compares the clocks.
  ///
  /// @param theirs the time of the service, in whole seconds; empty if it is unknown
  static Check clock(Instant ours, Optional<Instant> theirs, Optional<X509Svid> svid) {
    var ahead = theirs.map(time -> rounded(Duration.between(time.plusMillis(500), ours)));
    if (ahead.filter(skew -> skew.abs().compareTo(MAX_SKEW) > 0).isPresent()) {
      return Check.bad(
          ClockCheck.NAME,
          "this machine's clock is %s %s; AWS accepts up to 5m"
              .formatted(direction(ahead.get()), THEIRS),
          ClockCheck.HERE);
    }
    var early =
        svid.map(found -> found.chain().getFirst().getNotBefore().toInstant())
            .map(begin -> rounded(Duration.between(ours, begin)))
            .filter(Duration::isPositive);
    if (early.isPresent()) {
      return Check.bad(
          ClockCheck.NAME,
          "the SPIRE server's clock is at least %s ahead of this machine's%s"
              .formatted(
                  DurationText.print(early.get()), ahead.isPresent() ? " and " + THEIRS : ""),
          ClockCheck.AT_SERVER);
    }
    return ahead
        .map(skew -> Check.good(ClockCheck.NAME, "this machine's clock is near " + THEIRS))
        .orElseGet(
            () -> Check.skipped(ClockCheck.NAME, "the time of IAM Roles Anywhere is unknown", ""));
  }

  private static String direction(Duration ahead) {
    return DurationText.print(ahead.abs()) + (ahead.isNegative() ? " behind" : " ahead of");
  }

  private static Duration rounded(Duration duration) {
    return Duration.ofSeconds(Math.round(duration.toMillis() / 1000.0));
  }
}
