package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.KeyOrigin;
import io.spiffeaws.aws.operator.CredentialSource.Assumed;
import io.spiffeaws.aws.operator.CredentialSource.ProfileRole;
import io.spiffeaws.problem.TypedCommand;
import java.nio.file.Path;

/// Describes the sources of credentials for the error if AWS rejects them.
final class KeyOrigins {
  private static final String ANOTHER = ", or specify another profile";

  private KeyOrigins() {}

  /// Returns the origin of new credentials of a source.
  static KeyOrigin of(CredentialSource source) {
    return switch (source) {
      case CredentialSource.Keys(var profile, var keys, var place)
          when keys.sessionToken().isPresent() ->
          new KeyOrigin(
              "the keys and the session token of %s (%s)".formatted(title(profile), place),
              "correct aws_access_key_id, aws_secret_access_key and aws_session_token"
                  + " (long-term keys have no token)"
                  + ANOTHER);
      case CredentialSource.Keys(var profile, _, var place) ->
          new KeyOrigin(
              "the keys of %s (%s)".formatted(title(profile), place),
              "correct aws_access_key_id and aws_secret_access_key" + ANOTHER);
      case CredentialSource.Command command ->
          new KeyOrigin(
              "the keys that credential_process of %s printed (%s)"
                  .formatted(title(command.profile()), command.place()),
              "check the program of its credential_process" + ANOTHER);
      case CredentialSource.Sso sso ->
          session(sso.profile(), SignInProblems.signIn(sso.profile(), SsoSessions.COMMAND));
      case CredentialSource.Login login ->
          session(login.profile(), SignInProblems.signIn(login.profile(), LoginSessions.COMMAND));
      case CredentialSource.WebIdentity identity ->
          session(identity.profile(), KeyOrigin.NEW_SESSION);
      case Assumed assumed -> session(assumed.role().profile(), KeyOrigin.NEW_SESSION);
      case CredentialSource.Machine(var kind) ->
          new KeyOrigin("the credentials of " + kind.text(), KeyOrigin.NEW_SESSION);
    };
  }

  /// Returns the origin of a session that an earlier command cached.
  static KeyOrigin cached(ProfileRole role, Path file) {
    return new KeyOrigin(
        "the session of %s cached in %s".formatted(title(role.profile()), file),
        TypedCommand.of("to delete the cached session, run: rm %s", file));
  }

  private static KeyOrigin session(String profile, String fix) {
    return new KeyOrigin("the session of " + title(profile), fix);
  }

  private static String title(String profile) {
    return "the AWS profile \"" + profile + "\"";
  }
}
