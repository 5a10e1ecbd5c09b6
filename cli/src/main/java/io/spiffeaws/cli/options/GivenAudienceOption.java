package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The option `--audience` of a command that edits a trust policy. If it is not specified, the
/// audience is that of the edited statement.
public final class GivenAudienceOption {
  @Option(
      names = "--audience",
      paramLabel = "AUDIENCE",
      description = {
        "Audience that the tokens must have",
        "[env: SPIFFE_AWS_AUDIENCE] [default: that of the statement to edit, else"
            + " sts.amazonaws.com]"
      })
  private @Nullable String audience;

  public Optional<String> audience(Invocation invocation) {
    return invocation
        .named(audience, "--audience", "SPIFFE_AWS_AUDIENCE")
        .map(value -> value.parse(text -> InvisibleCharacters.check(text, "the audience")));
  }
}
