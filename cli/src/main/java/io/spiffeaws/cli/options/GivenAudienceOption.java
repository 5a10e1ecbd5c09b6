package io.spiffeaws.cli.options;

import io.spiffeaws.cli.Invocation;
import io.spiffeaws.text.InvisibleCharacters;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// `--audience` where leaving it out has a meaning of its own: that of the statement that is
/// edited.
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
