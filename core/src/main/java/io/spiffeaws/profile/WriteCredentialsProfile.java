package io.spiffeaws.profile;

import io.spiffeaws.change.Changes;
import io.spiffeaws.credentials.SessionCredentials;
import java.util.ArrayList;
import java.util.List;

/// Puts a session's credentials into a profile of the shared credentials file, in place of those
/// that it had.
public final class WriteCredentialsProfile {
  /// The name that old programs read the session token by; botocore takes it first.
  private static final String FORMER_TOKEN = "aws_security_token";

  private static final String ACCOUNT = "aws_account_id";

  private final ProfileFile credentials;
  private final ProfileFile config;

  /// @param credentials the file that is written
  /// @param config the other one, which may hide what is written
  public WriteCredentialsProfile(ProfileFile credentials, ProfileFile config) {
    this.credentials = credentials;
    this.config = config;
  }

  /// @param dryRun whether nothing is written
  public record Request(ProfileName profile, SessionCredentials session, boolean dryRun) {}

  /// @throws io.spiffeaws.problem.ProblemException malformed, where the file cannot be read or the
  ///   profile stands there twice; unexpected, where it cannot be written; unreachable, where
  ///   another process holds it
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

  /// What keeps programs from using the keys of a profile, a line each.
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
