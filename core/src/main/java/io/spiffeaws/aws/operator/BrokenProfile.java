package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.operator.CredentialSource.WebIdentity;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.profile.ProfileSettings;
import io.spiffeaws.sts.ExchangeRejection;
import java.util.Optional;

/// Problems of profiles whose settings do not lead to credentials.
final class BrokenProfile {
  private static final String FIX = "correct it, or specify another profile";

  private BrokenProfile() {}

  /// @param setting the setting with the error; if the profile does not have it, the location of
  ///   its first setting is reported
  static ProblemException of(ProfileSettings profile, String setting, String what) {
    var place =
        Optional.ofNullable(profile.values().get(setting))
            .or(() ->
                profile.values().values().stream()
                    .min((one, other) -> Integer.compare(one.line(), other.line())))
            .map(value -> " (" + value.place() + ")")
            .orElse("");
    return broken(profile.title(), place, what, FIX);
  }

  /// @param place file and line
  static ProblemException of(String profile, String place, String what) {
    return of(profile, place, what, FIX);
  }

  /// @param place file and line
  static ProblemException of(String profile, String place, String what, String hint) {
    return broken("AWS profile \"" + profile + "\"", " (" + place + ")", what, hint);
  }

  /// Returns the problem of a token that STS does not exchange. The hints of other commands do not
  /// apply: this one has no option for a token.
  static ProblemException of(WebIdentity identity, ProblemException failure) {
    var hint =
        switch (ExchangeRejection.of(failure.problem()).orElse(null)) {
          case TOKEN_EXPIRED ->
              TypedCommand.of(
                  "write a new token to the file, such as by: spiffe-aws jwt fetch --out %s",
                  identity.tokenFile());
          case NO_PROVIDER, NOT_AUTHORIZED, INVALID_TOKEN, WRONG_AUDIENCE ->
              "correct role_arn and web_identity_token_file (%s), or specify another profile"
                  .formatted(identity.place());
          case KEY_NOT_RETRIEVED, ISSUER_UNREACHABLE -> failure.problem().hint();
          case null -> failure.problem().hint();
        };
    return of(identity.profile(), failure, hint);
  }

  /// Returns a problem with the profile that leads to it, of the same kind.
  static ProblemException of(String profile, ProblemException failure, String hint) {
    var problem = failure.problem();
    var message = "the AWS profile \"%s\" cannot be used: %s".formatted(profile, problem.message());
    return new ProblemException(
        switch (problem) {
          case Problem.Unreachable _ -> new Problem.Unreachable(problem.code(), message, hint);
          case Problem.Malformed _ -> new Problem.Malformed(problem.code(), message, hint);
          default -> new Problem.Refused(problem.code(), message, hint);
        },
        failure);
  }

  /// Returns a setting.
  ///
  /// @throws ProblemException malformed, if the settings do not have it
  static String required(ProfileSettings settings, String name) {
    return settings.get(name).orElseThrow(() -> of(settings, name, "it has no " + name));
  }

  private static ProblemException broken(String title, String place, String what, String hint) {
    return ProblemException.malformed(
        "broken-profile", "the " + title + " cannot be used: " + what + place, hint);
  }
}
