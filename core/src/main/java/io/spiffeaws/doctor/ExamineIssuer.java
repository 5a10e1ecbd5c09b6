package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.oidc.CheckIssuer;
import io.spiffeaws.oidc.DocumentFetch;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import java.time.Clock;
import java.util.Optional;

/// Looks at the token's issuer as [CheckIssuer] does, and at this machine's clock beside its.
public final class ExamineIssuer {
  private final CheckIssuer checks;
  private final DocumentFetch documents;
  private final Clock clock;

  public ExamineIssuer(CheckIssuer checks, DocumentFetch documents, Clock clock) {
    this.checks = checks;
    this.documents = documents;
    this.clock = clock;
  }

  void run(Optional<IssuerUrl> issuer, Optional<JwtToken> token, DoctorReport walk) {
    issuer.ifPresentOrElse(
        url -> look(url, token, walk),
        () ->
            walk.add(
                Check.skipped(
                    "issuer",
                    "the issuer's URL is unknown without a token",
                    "to check it without a token, specify --issuer URL")));
  }

  private void look(IssuerUrl issuer, Optional<JwtToken> token, DoctorReport walk) {
    checks.run(issuer, token).stream()
        .filter(check -> !check.name().equals("token_issuer")) // said of the token already
        .forEach(check -> walk.add(check.named(name(check.name()))));
    if (token.isPresent() && !walk.has("token_key")) {
      walk.skip("the issuer's keys could not be fetched", "token_key");
    }
    if (walk.has("issuer")) {
      walk.add(clock(issuer));
    } else {
      walk.skip("the issuer's document could not be fetched", "clock");
    }
  }

  /// In a walk, words as `url` and `time` need to say of what.
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
