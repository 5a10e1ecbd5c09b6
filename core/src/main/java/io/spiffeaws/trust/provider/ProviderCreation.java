package io.spiffeaws.trust.provider;

import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;

/// How the OIDC provider of a token's issuer comes to be, in a hint: the command, or why AWS can
/// have none for that issuer.
public final class ProviderCreation {
  private ProviderCreation() {}

  /// @param lead what the command is for, `create it`
  /// @param issuer as in the tokens' `iss`
  /// @param options behind the issuer, quoted already; empty for none
  public static String hint(String lead, String issuer, String options) {
    try {
      CreateProvider.checkPort(IssuerUrl.parse(issuer));
    } catch (ProblemException e) {
      return e.problem().message()
          + "; set jwt_issuer of the SPIRE server to https://HOST[/PATH] without a port";
    }
    return TypedCommand.of(lead + ": spiffe-aws trust provider create %s", issuer)
        + (options.isEmpty() ? "" : " " + options);
  }

  /// Without options.
  public static String hint(String lead, String issuer) {
    return hint(lead, issuer, "");
  }
}
