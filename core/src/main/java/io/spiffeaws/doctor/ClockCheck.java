package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Compares the clocks of this machine, of the issuer and of the SPIRE server, whose time is in the
/// token. If a clock is wrong, a token may look valid here and be expired for AWS, and AWS rejects
/// requests signed with a skew of more than 5 minutes (IAM User Guide, "Troubleshoot request
/// signing").
///
/// @param ours the time of this machine
/// @param issuers the time of the issuer's web server, in whole seconds; empty if it is unknown
/// @param token the token, if there is one
/// @param fresh whether the agent returned the token just now
record ClockCheck(
    Instant ours, Optional<Instant> issuers, Optional<JwtToken> token, boolean fresh) {
  static final String NAME = "clock";

  /// The beginning of the finding that the issuer's clock differs from the two others.
  static final String BOTH = "the clocks of this machine and of the SPIRE server";

  private static final Duration MAX_SKEW = Duration.ofMinutes(5);

  /// The server's time has a resolution of one second, and its answer takes time to arrive.
  private static final Duration TOLERANCE = Duration.ofSeconds(3);

  static final String HERE = "to synchronize the clock, run: timedatectl set-ntp true";
  static final String AT_SERVER =
      "on the SPIRE server (or ask its operator): synchronize the clock with: timedatectl set-ntp"
          + " true";

  /// Compares this machine's clock with the issuer's only.
  static Check check(Instant ours, Instant theirs) {
    return new ClockCheck(ours, Optional.of(theirs), Optional.empty(), false).check();
  }

  Check check() {
    return issuers.map(this::withIssuer).orElseGet(this::withoutIssuer);
  }

  private Check withIssuer(Instant theirs) {
    var ahead = ahead(ours, theirs);
    if (ahead.abs().compareTo(MAX_SKEW) <= 0) {
      return serverSkew()
          .map(skew ->
              Check.bad(
                  NAME,
                  "the SPIRE server's clock is %s of this machine's and the issuer's: %s"
                      .formatted(direction(skew), times()),
                  AT_SERVER))
          .orElseGet(() -> near(ahead));
    }
    return token.isPresent() && fits(ours) && !fits(theirs)
        ? Check.bad(
            NAME,
            BOTH + " are %s the issuer's; AWS accepts up to 5m".formatted(shown(ahead)),
            HERE + "; on the SPIRE server, do the same")
        : Check.bad(
            NAME,
            "this machine's clock is %s the issuer's; AWS accepts up to 5m".formatted(shown(ahead)),
            HERE);
  }

  /// The check of a small skew.
  private static Check near(Duration ahead) {
    return Check.good(
        NAME,
        ahead.abs().compareTo(TOLERANCE) <= 0
            ? "this machine's clock matches the issuer's"
            : "this machine's clock is %s the issuer's; AWS accepts up to 5m"
                .formatted(shown(ahead)));
  }

  private Check withoutIssuer() {
    return serverSkew()
        .map(skew ->
            Check.bad(
                NAME,
                "the SPIRE server's clock is %s of this machine's: %s; one of them is wrong"
                    .formatted(direction(skew), times()),
                HERE + "; on the SPIRE server, do the same"))
        .orElseGet(() -> Check.skipped(NAME, "the time of the issuer is unknown", ""));
  }

  /// How far the SPIRE server's clock is ahead of this machine's, at least, or negative if it is
  /// behind; empty if the token's times do not show a difference that AWS does not accept.
  private Optional<Duration> serverSkew() {
    return token
        .flatMap(found -> found.time("iat"))
        .map(issued -> Duration.between(ours, issued))
        .filter(ahead -> ahead.compareTo(MAX_SKEW) > 0)
        .or(() ->
            token
                .filter(_ -> fresh)
                .flatMap(JwtToken::expiresAt)
                .map(end -> Duration.between(ours, end))
                .filter(ahead -> ahead.negated().compareTo(MAX_SKEW) > 0));
  }

  /// Whether the token is valid at a time, as AWS sees it.
  private boolean fits(Instant time) {
    return token
            .flatMap(found -> found.time("iat"))
            .filter(issued -> issued.isAfter(time.plus(MAX_SKEW)))
            .isEmpty()
        && token
            .flatMap(JwtToken::expiresAt)
            .filter(end -> !end.plus(MAX_SKEW).isAfter(time))
            .isEmpty();
  }

  private String times() {
    return "the token is valid from %s to %s, and this machine's time is %s"
        .formatted(time("iat"), time("exp"), ours);
  }

  private String time(String claim) {
    return token.flatMap(found -> found.time(claim)).map(Instant::toString).orElse("(unknown)");
  }

  private static String direction(Duration ahead) {
    return "%s %s"
        .formatted(
            DurationText.print(rounded(ahead.abs())), ahead.isNegative() ? "behind" : "ahead");
  }

  private static String shown(Duration ahead) {
    return "%s %s"
        .formatted(DurationText.print(ahead.abs()), ahead.isNegative() ? "behind" : "ahead of");
  }

  /// The difference in whole seconds. The issuer's time is on average half a second later than its
  /// whole seconds.
  private static Duration ahead(Instant ours, Instant theirs) {
    return rounded(Duration.between(theirs.plusMillis(500), ours));
  }

  private static Duration rounded(Duration duration) {
    return Duration.ofSeconds(Math.round(duration.toMillis() / 1000.0));
  }
}
