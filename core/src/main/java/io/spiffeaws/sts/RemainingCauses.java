package io.spiffeaws.sts;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.trust.policy.Audience;
import io.spiffeaws.trust.policy.SessionTagging;
import io.spiffeaws.trust.subject.ProviderAudience;
import java.util.ArrayList;
import java.util.List;

/// The causes of a denial that are left if the caller may not read IAM, each with the command of an
/// operator. The first command finds the cause, so that a mistake in the policy is corrected and
/// not bypassed by another statement.
final class RemainingCauses {
  private final ExchangeRequest request;
  private final JwtToken token;
  private final String role;
  private final String subject;
  private final String issuer;
  private final String audience;

  /// The audience in commands, which accept no SPIFFE ID.
  private final String usable;

  private RemainingCauses(ExchangeRequest request) {
    this.request = request;
    this.token = request.token();
    this.role = request.role().name();
    this.subject = token.subject().orElse("");
    this.issuer = token.issuer().orElse("");
    this.audience = token.audiences().isEmpty() ? "" : token.audiences().getFirst();
    this.usable =
        audience.isEmpty() || Audience.isSpiffeId(audience)
            ? ProviderAudience.DEFAULT_AUDIENCE
            : audience;
  }

  /// Returns the problem.
  ///
  /// @param problem the problem that STS reported
  /// @param tokenState what is known of the token: `the token is valid`
  static Problem problem(ExchangeRequest request, Problem problem, String tokenState) {
    var causes = new RemainingCauses(request);
    return new Problem.Refused(
        ExchangeRejection.NOT_AUTHORIZED.code(),
        "STS denied AssumeRoleWithWebIdentity for %s on %s: %s, so the cause is in IAM, which could"
                .formatted(causes.subject, request.role(), tokenState)
            + " not be read: "
            + String.join("; or ", causes.causes(problem)),
        causes.hint(problem));
  }

  private List<String> causes(Problem problem) {
    var causes = new ArrayList<String>();
    causes.add(
        "the trust policy of role %s does not allow subject %s with audience %s, or names another"
                .formatted(role, subject, audience)
            + " provider than that of "
            + issuer);
    causes.add(
        "role %s does not exist in account %s, or has a path"
            .formatted(role, request.role().account()));
    if (mayLackProvider(problem)) {
      causes.add(
          "the account has no OIDC provider for %s, or it does not accept audience %s"
              .formatted(issuer, audience));
    }
    if (SessionTagging.isIn(token)) {
      causes.add("the token has session tags, which the trust policy does not allow");
    }
    return causes;
  }

  /// AWS reports a missing provider by another error than a missing role; other services do not.
  private static boolean mayLackProvider(Problem problem) {
    return problem.code().equals(ExchangeRejection.INVALID_TOKEN.code());
  }

  private String hint(Problem problem) {
    var commands = new ArrayList<String>();
    commands.add(
        "ask an operator with IAM permissions to find the cause: to check the policy, run: "
            + check());
    commands.add(
        "to allow the subject, run: "
            + TypedCommand.of(
                "spiffe-aws trust add-sub %s %s --issuer %s --audience %s",
                role, subject, issuer, usable));
    commands.add("to create the role, run: " + creation());
    if (mayLackProvider(problem)) {
      commands.add(
          "to create the provider or add the audience, run: "
              + TypedCommand.of(
                  "spiffe-aws trust provider create %s --audience %s", issuer, usable));
    }
    if (SessionTagging.isIn(token)) {
      commands.add("to allow session tags, run: " + creation() + " --session-tags");
    }
    return String.join("; ", commands);
  }

  private String check() {
    return isSpiffeId()
        ? TypedCommand.of(
            "spiffe-aws trust check %s --sub %s --issuer %s --audience %s",
            role, subject, issuer, usable)
        : TypedCommand.of("spiffe-aws trust role show %s", role);
  }

  private boolean isSpiffeId() {
    try {
      return SpiffeId.parse(subject).toString().equals(subject);
    } catch (ProblemException other) {
      return false;
    }
  }

  private String creation() {
    return TypedCommand.of(
        "spiffe-aws trust role create %s --issuer %s --sub %s --audience %s",
        role, issuer, subject, usable);
  }
}
