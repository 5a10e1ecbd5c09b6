package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.http.JsonCall;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.problem.TypedCommand;

/// Problems of sign-ins: the token that the aws CLI caches is missing or expired, or the service
/// denies it.
final class SignInProblems {
  private SignInProblems() {}

  /// Returns the problem of an expired session.
  ///
  /// @param command the aws CLI command that signs in: `sso login` or `login`
  static ProblemException expired(String profile, String command) {
    return ProblemException.refused(
        "session-expired",
        "the session of the AWS profile \"" + profile + "\" has expired",
        signIn(profile, command));
  }

  static ProblemException missing(String profile, String command) {
    return ProblemException.refused(
        "not-signed-in",
        "the AWS profile \"" + profile + "\" is not signed in",
        signIn(profile, command));
  }

  /// Returns the hint that signs in.
  static String signIn(String profile, String command) {
    return "to sign in with version 2 of the aws CLI, run: aws "
        + command
        + " --profile "
        + TypedCommand.word(profile);
  }

  /// Returns the problem of an error response, or of one with an unknown format.
  static ProblemException answer(String service, JsonCall.Answer answer) {
    var words = answer.body().text("message").map(text -> ": " + text).orElse("");
    var type = answer.errorType().isEmpty() ? "" : " " + answer.errorType();
    var what = service + " answered HTTP " + answer.status() + type + words;
    return answer.status() >= 500 || answer.status() == 429
        ? ProblemException.unreachable("service-failed", what, "try again later")
        : new ProblemException(
            answer.isSuccess()
                ? ServiceProblems.unusable(service)
                : new Problem.Refused("sign-in-refused", what, ""));
  }
}
