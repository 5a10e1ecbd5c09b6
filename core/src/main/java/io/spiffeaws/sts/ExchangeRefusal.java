package io.spiffeaws.sts;

import io.spiffeaws.problem.Problem;
import java.util.Optional;

/// Why STS says no, as far as its answer tells (contract of AssumeRoleWithWebIdentity), and what
/// may help.
public enum ExchangeRefusal {
  /// The token's time is over: a new one may do.
  TOKEN_EXPIRED("token-expired", Remedy.NEW_TOKEN),
  /// No provider for the token's issuer in the role's account; a new one takes a while to be seen.
  NO_PROVIDER("no-oidc-provider", Remedy.TIME),
  /// The trust policy does not let the token in, or there is no such role; STS tells neither from
  /// the other. A new policy takes a while to be seen.
  NOT_AUTHORIZED("not-authorized", Remedy.TIME),
  /// The token, or something about it; some services say no more than that.
  INVALID_TOKEN("invalid-identity-token", Remedy.TIME),
  /// STS could not ask the issuer for its keys.
  KEY_NOT_RETRIEVED("key-not-retrieved", Remedy.AGAIN),
  /// STS could not reach the issuer.
  ISSUER_UNREACHABLE("issuer-unreachable-for-sts", Remedy.AGAIN),
  /// The token's audience is not one of the provider's.
  WRONG_AUDIENCE("wrong-audience", Remedy.NONE);

  /// What may help against a refusal.
  public enum Remedy {
    /// The same request, at once.
    AGAIN,
    /// The same request, once what was just made is known everywhere.
    TIME,
    /// The same request with a new token.
    NEW_TOKEN,
    /// Nothing that the caller does.
    NONE
  }

  private final String code;
  private final Remedy remedy;

  ExchangeRefusal(String code, Remedy remedy) {
    this.code = code;
    this.remedy = remedy;
  }

  /// The problem's code.
  public String code() {
    return code;
  }

  public Remedy remedy() {
    return remedy;
  }

  /// What may help against that problem; nothing, where it is no refusal of these.
  public static Remedy remedyOf(Problem problem) {
    return of(problem).map(ExchangeRefusal::remedy).orElse(Remedy.NONE);
  }

  public static Optional<ExchangeRefusal> of(Problem problem) {
    for (var refusal : values()) {
      if (refusal.code.equals(problem.code())) {
        return Optional.of(refusal);
      }
    }
    return Optional.empty();
  }
}
