package io.spiffeaws.cli.view;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Shows the claims of a token, and who verified it.
public final class TokenReviewView {
  private static final Set<String> TIMES = Set.of("exp", "iat", "nbf");

  private TokenReviewView() {}

  /// Shows the token without any verification.
  ///
  /// @param flaw what AWS would reject, as a warning
  public static void inspected(JwtToken token, Optional<Problem> flaw, Instant now, Output output) {
    output.result(
        () -> json(token).with("verified", Json.of(false)),
        () ->
            "not verified: anyone can write a token that says this\n"
                + "header\n"
                + members(token.header(), token, now)
                + "claims\n"
                + members(token.claims(), token, now));
    flaw.ifPresent(problem -> output.warning(problem.message()));
  }

  /// Shows a verified token.
  ///
  /// @param by who verified it
  public static void validated(JwtToken token, String by, Instant now, Output output) {
    output.result(
        () -> json(token).with("verified", Json.of(true)).with("verified_by", Json.of(by)),
        () -> "valid: %s, by %s%s\n".formatted(subject(token), by, remaining(token, now)));
  }

  private static Json.Obj json(JwtToken token) {
    return Json.object()
        .with("header", token.header())
        .with("claims", token.claims())
        .with("expires_at", Times.json(token.expiresAt()));
  }

  private static String subject(JwtToken token) {
    return token.subject().orElse("(no subject)");
  }

  private static String remaining(JwtToken token, Instant now) {
    return token.expiresAt().map(end -> ", ends " + Times.fromNow(end, now)).orElse("");
  }

  private static String members(Json.Obj object, JwtToken token, Instant now) {
    return object.members().entrySet().stream()
        .map(member ->
            "  %-4s  %s%s\n"
                .formatted(
                    printable(member.getKey()),
                    value(member.getValue()),
                    TIMES.contains(member.getKey()) ? time(token, member.getKey(), now) : ""))
        .collect(Collectors.joining());
  }

  private static String time(JwtToken token, String claim, Instant now) {
    return token
        .time(claim)
        .map(at -> "  " + Times.text(at) + ", " + Times.fromNow(at, now))
        .orElse("");
  }

  private static String value(Json value) {
    return printable(value instanceof Json.Str(var text) ? text : JsonText.compact(value));
  }

  /// A token may come from anywhere; its text must not control the terminal.
  private static String printable(String text) {
    return text.replaceAll("\\p{Cc}", "?");
  }
}
