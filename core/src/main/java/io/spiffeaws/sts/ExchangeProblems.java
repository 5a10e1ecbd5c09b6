package io.spiffeaws.sts;

import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.aws.ServiceRefusal;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.trust.provider.ProviderCreation;
import java.util.Locale;
import java.util.Optional;

/// What STS's refusals of a token mean (AssumeRoleWithWebIdentity, Errors; the texts are those that
/// AWS gives, which its documentation does not list).
final class ExchangeProblems {
  private static final String ACTION = "sts:AssumeRoleWithWebIdentity";

  private ExchangeProblems() {}

  static Problem of(ExchangeRequest request, ServiceRefusal answer) {
    return (answer.status() < 500 ? refusal(request, answer) : Optional.<Problem>empty())
        .orElseGet(() -> ServiceProblems.ofAnswer("STS", ACTION, answer));
  }

  private static Optional<Problem> refusal(ExchangeRequest request, ServiceRefusal answer) {
    return Optional.ofNullable(
        switch (answer.code()) {
          case "ExpiredTokenException", "ExpiredToken" ->
              refused(
                  ExchangeRefusal.TOKEN_EXPIRED,
                  "STS refused the token because its time is over",
                  "fetch a new one: spiffe-aws jwt fetch");
          case "InvalidIdentityToken" -> invalidToken(request, answer.words());
          case "IDPCommunicationError" ->
              new Problem.Unreachable(
                  ExchangeRefusal.ISSUER_UNREACHABLE.code(),
                  "STS could not reach the token's issuer " + issuer(request),
                  "see that the issuer answers the whole internet within 5 seconds, and try again");
          case "IDPRejectedClaim" ->
              new Problem.Refused(
                  "issuer-rejected-token",
                  "the issuer told STS that the token is not valid any more",
                  "fetch a new one: spiffe-aws jwt fetch");
          case "AccessDenied", "AccessDeniedException" ->
              refused(
                  ExchangeRefusal.NOT_AUTHORIZED,
                  "STS did not let %s into %s: its trust policy does not, or there is no such role"
                      .formatted(subject(request), request.role()),
                  "see who may: spiffe-aws trust list-subs " + request.role().name());
          case "ValidationError" -> invalidRequest(request, answer.words());
          default -> SessionProblems.of(answer).orElse(null);
        });
  }

  private static Problem invalidToken(ExchangeRequest request, String words) {
    var text = words.toLowerCase(Locale.ROOT);
    if (text.contains("no openidconnect provider")) {
      return refused(
          ExchangeRefusal.NO_PROVIDER,
          "the account %s has no OIDC provider for the issuer %s"
              .formatted(request.role().account(), issuer(request)),
          ProviderCreation.hint("create it", request.token().issuer().orElse("")));
    }
    if (text.contains("incorrect token audience")) {
      return refused(
          ExchangeRefusal.WRONG_AUDIENCE,
          "the OIDC provider does not know the token's audience "
              + String.join(", ", request.token().audiences()),
          ProviderCreation.hint(
              "fetch a token for one that it knows (--audience), or add this one",
              request.token().issuer().orElse(""),
              TypedCommand.options("--audience", request.token().audiences())));
    }
    if (text.contains("retrieve verification key")) {
      return refused(
          ExchangeRefusal.KEY_NOT_RETRIEVED,
          "STS could not get the key of the token from its issuer " + issuer(request),
          "see that its discovery document and keys answer the whole internet within 5 seconds");
    }
    if (text.contains("match configured thumbprint")) {
      return new Problem.Refused(
          "wrong-thumbprint",
          "the OIDC provider has another thumbprint than the certificate of %s, which is not of a"
                  .formatted(issuer(request))
              + " CA that AWS knows",
          ProviderCreation.hint(
              "add the one that it has now",
              request.token().issuer().orElse(""),
              "--thumbprint auto"));
    }
    return refused(
        ExchangeRefusal.INVALID_TOKEN,
        "STS does not accept the token"
            + (words.isEmpty() ? "" : ": " + SessionProblems.plain(words)),
        "see what the token says: spiffe-aws jwt inspect");
  }

  private static Problem invalidRequest(ExchangeRequest request, String words) {
    return words.contains("MaxSessionDuration")
        ? new Problem.Refused(
            "session-too-long",
            "the role %s allows no session of %d seconds"
                .formatted(request.role(), request.duration().toSeconds()),
            TypedCommand.of(
                "ask for a shorter --duration, or allow it: spiffe-aws trust role create %s --issuer %s"
                    + " --sub %s --max-session-duration DURATION",
                request.role().name(),
                request.token().issuer().orElse("URL"),
                request.token().subject().orElse("ID")))
        : new Problem.Refused(
            "request-refused", "STS refused the request: " + SessionProblems.plain(words), "");
  }

  private static Problem refused(ExchangeRefusal refusal, String message, String hint) {
    return new Problem.Refused(refusal.code(), message, hint);
  }

  private static String issuer(ExchangeRequest request) {
    return request.token().issuer().orElse("(the token names none)");
  }

  private static String subject(ExchangeRequest request) {
    return request.token().subject().orElse("a token without subject");
  }
}
