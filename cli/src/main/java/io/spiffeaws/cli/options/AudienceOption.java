package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.InvisibleCharacters;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--audience`: exactly one, since STS refuses a token with several.
public final class AudienceOption {
  /// What users of IRSA and of CI federation know.
  public static final String DEFAULT = "sts.amazonaws.com";

  @Option(
      names = "--audience",
      paramLabel = "AUDIENCE",
      description = {
        "Audience of the token",
        "[env: SPIFFE_AWS_AUDIENCE] [default: " + DEFAULT + "]"
      })
  private @Nullable String audience;

  /// Refuses a token that is not for the audience that was named on the command line.
  ///
  /// @throws ProblemException malformed
  public void agree(JwtToken token) {
    if (audience != null && !token.audiences().contains(audience)) {
      throw ProblemException.malformed(
          "token-of-another",
          "the given token is for %s and not for %s"
              .formatted(
                  token.audiences().isEmpty()
                      ? "no audience"
                      : "the audience " + String.join(", ", token.audiences()),
                  audience),
          "leave out --audience, or give a token for that audience");
    }
  }

  public String audience(Invocation invocation) {
    return invocation
        .named(audience, "--audience", "SPIFFE_AWS_AUDIENCE")
        .map(value -> value.parse(text -> InvisibleCharacters.check(text, "the audience")))
        .orElse(DEFAULT);
  }
}
