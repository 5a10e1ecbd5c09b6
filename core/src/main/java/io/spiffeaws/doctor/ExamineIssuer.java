package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.oidc.CheckIssuer;
import io.spiffeaws.oidc.IssuerSpelling.Place;
import io.spiffeaws.oidc.IssuerUrl;
import java.time.Clock;
import java.util.Optional;

/// Checks the token's issuer with [CheckIssuer], and compares the clocks of this machine, the
/// issuer and the SPIRE server.
public final class ExamineIssuer {
  private final CheckIssuer checks;
  private final Clock clock;

  public ExamineIssuer(CheckIssuer checks, Clock clock) {
    this.checks = checks;
    this.clock = clock;
  }

  void run(Optional<IssuerUrl> issuer, Optional<JwtToken> token, DoctorReport report) {
    issuer.ifPresentOrElse(
        url -> check(url, token, report),
        () ->
            report.add(
                Check.skipped(
                    "issuer",
                    "the issuer's URL is unknown without a token",
                    "to check it without a token, specify --issuer URL")));
  }

  private void check(IssuerUrl issuer, Optional<JwtToken> token, DoctorReport report) {
    var found = checks.find(issuer, token);
    report.found(found);
    found.named().ifPresent(named -> report.places().add(Place.DOCUMENT, named));
    found.checks().stream()
        .filter(check -> !check.name().equals("token_issuer")) // the token has its own check
        .forEach(check -> report.add(check.named(name(check.name()))));
    if (token.isPresent() && !report.has("token_key")) {
      report.skip("the issuer's keys could not be fetched", "token_key");
    }
    clock(new ClockCheck(clock.instant(), found.time(), token, report.has("agent")), report);
  }

  /// Adds the check of the clocks. A wrong clock is reported first, because it explains the times
  /// of tokens and certificates.
  private static void clock(ClockCheck clocks, DoctorReport report) {
    var check = clocks.check();
    if (check.failed()) {
      report.addBefore("token", check);
    } else {
      report.add(check);
    }
  }

  /// Returns the name of a check with the prefix `issuer_`, because names such as `url` and `time`
  /// are ambiguous here.
  static String name(String name) {
    return name.equals("issuer") || name.startsWith("token_") ? name : "issuer_" + name;
  }
}
