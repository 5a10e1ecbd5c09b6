package io.spiffeaws.sts;

import io.spiffeaws.problem.Problem;
import java.util.Optional;

/// The reasons for which STS rejects a token, as far as its error tells (AssumeRoleWithWebIdentity,
/// Errors), and the remedy for each.
public enum ExchangeRejection {
  /// The token has expired: a new token may be accepted.
  TOKEN_EXPIRED("token-expired", Remedy.NEW_TOKEN),
  /// No provider for the token's issuer in the role's account. A new provider needs time to
  /// propagate.
  NO_PROVIDER("no-oidc-provider", Remedy.TIME),
  /// The trust policy does not allow the token, or the role does not exist; STS does not
  /// distinguish them. A new policy needs time to propagate.
  NOT_AUTHORIZED("not-authorized", Remedy.TIME),
  /// The token is invalid; some services return this error for every cause.
  INVALID_TOKEN("invalid-identity-token", Remedy.TIME),
  /// STS could not fetch the issuer's keys.
  KEY_NOT_RETRIEVED("key-not-retrieved", Remedy.AGAIN),
  /// STS could not reach the issuer.
  ISSUER_UNREACHABLE("issuer-unreachable-for-sts", Remedy.AGAIN),
  /// The provider does not have the token's audience.
  WRONG_AUDIENCE("wrong-audience", Remedy.NONE);

  /// What the caller can do after an error.
  public enum Remedy {
    /// Retry the same request at once.
    AGAIN,
    /// Retry the same request after a change has propagated.
    TIME,
    /// Retry with a new token.
    NEW_TOKEN,
    /// Retries do not help.
    NONE
  }

  private final String code;
  private final Remedy remedy;

  ExchangeRejection(String code, Remedy remedy) {
    this.code = code;
    this.remedy = remedy;
  }

  /// Returns the problem code.
  public String code() {
    return code;
  }

  /// Returns the remedy.
  public Remedy remedy() {
    return remedy;
  }

  /// Returns the remedy for a problem; [Remedy#NONE] if the problem is not listed here.
  public static Remedy remedyOf(Problem problem) {
    return of(problem).map(ExchangeRejection::remedy).orElse(Remedy.NONE);
  }

  /// Returns the reason with the code of a problem, or empty if the problem is not listed here.
  public static Optional<ExchangeRejection> of(Problem problem) {
    for (var refusal : values()) {
      if (refusal.code.equals(problem.code())) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }
}
