package io.spiffeaws.doctor;

import io.spiffeaws.jwt.JwtToken;
import io.spiffeaws.jwt.TokenText;
import io.spiffeaws.problem.ProblemException;
import java.util.Optional;
import java.util.function.Supplier;

/// A token that is specified instead of the agent's.
///
/// @param origin the option with its value, for messages: `--token-file FILE`
/// @param text reads and parses it; throws malformed
public record GivenToken(String origin, Supplier<JwtToken> text) {
  /// Returns the token, or empty if its text is not one, which is a failed check.
  ///
  /// @throws ProblemException malformed, if it cannot be read
  Optional<JwtToken> read(DoctorReport report) {
    try {
      return Optional.of(text.get());
    } catch (ProblemException e) {
      if (!e.problem().code().equals(TokenText.MALFORMED)) {
        throw e;
      }
      report.bad("token", "%s (%s)".formatted(e.problem().message(), origin), e.problem().hint());
      return Optional.empty();
    }
  }
}
