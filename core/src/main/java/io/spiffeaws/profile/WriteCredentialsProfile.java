package io.spiffeaws.profile;

import io.spiffeaws.change.Changes;
import io.spiffeaws.credentials.SessionCredentials;
import java.util.ArrayList;
import java.util.List;

/// Writes the credentials of a session to a profile of the shared credentials file, instead of
/// those that it had.
public final class WriteCredentialsProfile {
  /// The name of the session token for old programs; botocore prefers it.
  private static final String FORMER_TOKEN = "aws_security_token";

  private static final String ACCOUNT = "aws_account_id";

  private final ProfileFile credentials;
  private final ProfileFile config;

  /// @param credentials the file that is written
  /// @param config the other file, which may override what is written
  public WriteCredentialsProfile(ProfileFile credentials, ProfileFile config) {
    this.credentials = credentials;
    this.config = config;
  }

  /// @param dryRun whether to write nothing
  public record Request(ProfileName profile, SessionCredentials session, boolean dryRun) {}

  /// Writes the profile.
  ///
  /// @throws io.spiffeaws.problem.ProblemException malformed, if the file cannot be read or the
  ///   profile appears twice; unexpected, if it cannot be written; unreachable, if another process
  ///   holds the lock
  public WrittenProfile run(Request request) {
    var session = request.session();
    var obsolete =
        session.account().isEmpty() ? List.of(FORMER_TOKEN, ACCOUNT) : List.of(FORMER_TOKEN);
    var edit = new ProfileEdit(credentials, request.profile(), settings(session), obsolete);
    var change =
        ProfileChange.of(credentials, request.profile(), credentials.edit(edit, request.dryRun()));
    return new WrittenProfile(
        new Changes(List.of(change), request.dryRun()), warnings(request.profile()));
  }

  /// Returns warnings about settings that programs use instead of the keys of a profile, one line
  /// each.
  public List<String> warnings(ProfileName profile) {
    return OverridingSettings.than(
        "these keys", "credential_process", profile, List.of(config, credentials));
  }

  private static List<ProfileSetting> settings(SessionCredentials session) {
    var settings = new ArrayList<ProfileSetting>();
    settings.add(ProfileSetting.of("aws_access_key_id", session.accessKeyId()));
    settings.add(new ProfileSetting("aws_secret_access_key", session.secretAccessKey()));
    settings.add(new ProfileSetting("aws_session_token", session.sessionToken()));
    if (!session.account().isEmpty()) {
      settings.add(ProfileSetting.of(ACCOUNT, session.account()));
    }
    return settings;
  }
}
