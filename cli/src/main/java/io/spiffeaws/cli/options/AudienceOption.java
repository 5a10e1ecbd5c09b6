package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--audience`: exactly one, since STS rejects a token with several.
public final class AudienceOption {
  /// The audience of IRSA and of CI federation.
  public static final String DEFAULT = "sts.amazonaws.com";

  @Option(
      names = "--audience",
      paramLabel = "AUDIENCE",
      description = {
        "Audience of the token",
        "[env: SPIFFE_AWS_AUDIENCE] [default: " + DEFAULT + "]"
      })
  private @Nullable String audience;

  /// Whether the command line specifies an audience.
  boolean given() {
    return audience != null;
  }

  /// Rejects a token that is not for the audience on the command line.
  ///
  /// @throws ProblemException malformed, if the token has another audience
  public void agree(JwtToken token) {
    if (audience != null && !token.audiences().contains(audience)) {
      throw ProblemException.malformed(
          "token-of-another",
          "the token is for %s, but --audience is %s"
              .formatted(
                  token.audiences().isEmpty()
                      ? "no audience"
                      : "the audience " + String.join(", ", token.audiences()),
                  audience),
          "omit --audience, or pass a token for that audience");
    }
  }

  public String audience(Invocation invocation) {
    return invocation
        .named(audience, "--audience", "SPIFFE_AWS_AUDIENCE")
        .map(value -> value.parse(text -> InvisibleCharacters.check(text, "the audience")))
        .orElse(DEFAULT);
  }
}
