package io.spiffeaws.sts;

import io.spiffeaws.aws.ServiceError;
import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.time.DurationText;
import io.spiffeaws.trust.provider.ProviderCreation;
import java.util.Locale;
import java.util.Optional;

/// Translates the errors of STS for a token to problems (AssumeRoleWithWebIdentity, Errors). The
/// error texts are those that AWS returns; its documentation does not list them.
final class ExchangeProblems {
  private static final String ACTION = "sts:AssumeRoleWithWebIdentity";

  private ExchangeProblems() {}

  static Problem of(ExchangeRequest request, ServiceError answer) {
    return (answer.status() < 500 ? refusal(request, answer) : Optional.<Problem>empty())
        .orElseGet(() -> ServiceProblems.ofAnswer("STS", ACTION, answer));
  }

  private static Optional<Problem> refusal(ExchangeRequest request, ServiceError answer) {
    return Optional.ofNullable(
        switch (answer.code()) {
          case "ExpiredTokenException", "ExpiredToken" ->
              refused(
                  ExchangeRejection.TOKEN_EXPIRED,
                  "STS rejected the token because it has expired",
                  "to fetch a new token, run: spiffe-aws jwt fetch");
          case "InvalidIdentityToken" -> invalidToken(request, answer.words());
          case "IDPCommunicationError" ->
              new Problem.Unreachable(
                  ExchangeRejection.ISSUER_UNREACHABLE.code(),
                  "STS could not reach the token's issuer " + issuer(request),
                  "to check it, run: spiffe-aws oidc check %s; it must respond to the public internet"
                          .formatted(TypedCommand.word(issuer(request)))
                      + " within 5s");
          case "IDPRejectedClaim" ->
              new Problem.Refused(
                  "issuer-rejected-token",
                  "the issuer told STS that the token is no longer valid",
                  "to fetch a new token, run: spiffe-aws jwt fetch");
          case "AccessDenied", "AccessDeniedException" ->
              refused(
                  ExchangeRejection.NOT_AUTHORIZED,
                  "STS denied AssumeRoleWithWebIdentity for %s on %s: the trust policy does not"
                          .formatted(subject(request), request.role())
                      + " allow it, or the role does not exist",
                  TypedCommand.of(
                      "to list the allowed subjects, run: spiffe-aws trust list-subs %s",
                      request.role().name()));
          case "ValidationError" -> invalidRequest(request, answer.words());
          default -> SessionProblems.of(answer).orElse(null);
        });
  }

  private static Problem invalidToken(ExchangeRequest request, String words) {
    var text = words.toLowerCase(Locale.ROOT);
    if (text.contains("no openidconnect provider")) {
      return refused(
          ExchangeRejection.NO_PROVIDER,
          "account %s has no OIDC provider for issuer %s"
              .formatted(request.role().account(), issuer(request)),
          ProviderCreation.hint(
              "create it with credentials of that account", request.token().issuer().orElse("")));
    }
    if (text.contains("incorrect token audience")) {
      return refused(
          ExchangeRejection.WRONG_AUDIENCE,
          "the OIDC provider does not accept the token's audience "
              + String.join(", ", request.token().audiences()),
          TypedCommand.of(
                  "to list the audiences that it accepts, run: spiffe-aws trust provider show %s, and"
                      + " specify one with --audience; if the trust policy requires that of the"
                      + " token, ",
                  issuer(request))
              + ProviderCreation.hint(
                  "an operator adds it with",
                  issuer(request),
                  TypedCommand.options("--audience", request.token().audiences())));
    }
    if (text.contains("retrieve verification key")) {
      return refused(
          ExchangeRejection.KEY_NOT_RETRIEVED,
          "STS could not fetch the token's key from its issuer " + issuer(request),
          TypedCommand.of(
              "to check it, run: spiffe-aws oidc check %s; it must serve discovery document and keys"
                  + " to the public internet within 5s",
              issuer(request)));
    }
    if (text.contains("match configured thumbprint")) {
      return new Problem.Refused(
          "wrong-thumbprint",
          "the thumbprint of the OIDC provider does not match the certificate of %s, whose CA AWS"
                  .formatted(issuer(request))
              + " does not trust",
          ProviderCreation.hint(
              "ask an operator with IAM permissions to add the current thumbprint with",
              request.token().issuer().orElse(""),
              "--thumbprint auto"));
    }
    return refused(
        ExchangeRejection.INVALID_TOKEN,
        "STS rejected the token" + (words.isEmpty() ? "" : ": " + SessionProblems.plain(words)),
        "to print the token's claims, run: spiffe-aws jwt inspect");
  }

  private static Problem invalidRequest(ExchangeRequest request, String words) {
    return words.contains("MaxSessionDuration")
        ? new Problem.Refused(
            "session-too-long",
            "role %s does not allow a session of %s"
                .formatted(request.role(), DurationText.print(request.duration())),
            TypedCommand.of(
                "specify a shorter --duration, or to allow it, run: spiffe-aws trust role create %s"
                    + " --issuer %s --sub %s --max-session-duration %s",
                request.role().name(),
                issuer(request),
                subject(request),
                DurationText.print(request.duration())))
        : new Problem.Refused(
            "request-refused",
            "STS rejected the request: " + SessionProblems.plain(words),
            "check the role %s: its account has 12 digits at AWS".formatted(request.role()));
  }

  private static Problem refused(ExchangeRejection refusal, String message, String hint) {
    return new Problem.Refused(refusal.code(), message, hint);
  }

  private static String issuer(ExchangeRequest request) {
    return request.token().issuer().orElse("(none in the token)");
  }

  private static String subject(ExchangeRequest request) {
    return request.token().subject().orElse("a token without a subject");
  }
}
