package io.spiffeaws.trust.provider;

import io.spiffeaws.oidc.IssuerSpelling;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;

/// The hint that creates the OIDC provider of a token's issuer: the command, or why AWS cannot have
/// a provider for that issuer.
public final class ProviderCreation {
  private ProviderCreation() {}

  /// Returns the hint.
  ///
  /// @param lead the purpose of the command: `create it with`
  /// @param issuer as in the tokens' `iss`
  /// @param options options after the issuer, already quoted; empty for none
  public static String hint(String lead, String issuer, String options) {
    try {
      CreateProvider.checkPort(IssuerUrl.parse(issuer));
    } catch (ProblemException e) {
      return "set jwt_issuer %s in the SPIRE server's configuration, and restart it; %s"
          .formatted(corrected(issuer), e.problem().message());
    }
    return TypedCommand.of(lead + ": spiffe-aws trust provider create %s", issuer)
        + (options.isEmpty() ? "" : " " + options);
  }

  /// Returns the hint without options.
  public static String hint(String lead, String issuer) {
    return hint(lead, issuer, "");
  }

  /// Returns the value to set, or its form if the correction is not an issuer that AWS accepts.
  private static String corrected(String issuer) {
    var corrected = IssuerSpelling.corrected(issuer);
    try {
      CreateProvider.checkPort(IssuerUrl.parse(corrected));
      return "= \"" + corrected + "\"";
    } catch (ProblemException malformed) {
      return "to https://HOST[/PATH]";
    }
  }
}
