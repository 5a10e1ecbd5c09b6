package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.oidc.CheckIssuer;
import io.spiffeaws.oidc.DocumentFetch;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;

/// Checks the token's issuer with [CheckIssuer], and compares this machine's clock with the
/// issuer's.
public final class ExamineIssuer {
  private final CheckIssuer checks;
  private final DocumentFetch documents;
  private final Clock clock;

  public ExamineIssuer(CheckIssuer checks, DocumentFetch documents, Clock clock) {
    this.checks = checks;
    this.documents = documents;
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
    checks.run(issuer, token).stream()
        .filter(check -> !check.name().equals("token_issuer")) // the token has its own check
        .forEach(check -> report.add(check.named(name(check.name()))));
    if (token.isPresent() && !report.has("token_key")) {
      report.skip("the issuer's keys could not be fetched", "token_key");
    }
    if (report.has("issuer")) {
      report.add(clock(issuer));
    } else {
      report.skip("the issuer's document could not be fetched", "clock");
    }
  }

  /// Returns the name of a check with the prefix `issuer_`, because names such as `url` and `time`
  /// are ambiguous here.
  static String name(String name) {
    return name.equals("issuer") || name.startsWith("token_") ? name : "issuer_" + name;
  }

  private Check clock(IssuerUrl issuer) {
    try {
      return documents
          .fetch(issuer.discoveryDocument())
          .servedAt()
          .map(theirs -> ClockCheck.check(clock.instant(), theirs))
          .orElseGet(() -> Check.skipped("clock", "the issuer sends no Date header", ""));
    } catch (ProblemException e) {
      return Check.skipped("clock", e.problem().message(), e.problem().hint());
    }
  }
}
