package io.spiffeaws.watch;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.profile.ProfileName;
import io.spiffeaws.profile.WriteCredentialsProfile;
import io.spiffeaws.refresh.RefreshDependencies;
import io.spiffeaws.sts.ObtainCredentials;
import java.util.List;

/// Keeps a session's credentials in a profile of the shared credentials file, renewed when half of
/// their life is over or a little before: programs read them once, and none should start with keys
/// that are about to end.
public final class WatchCredentials {
  private final ObtainCredentials obtain;
  private final WriteCredentialsProfile write;
  private final RefreshDependencies doors;

  public WatchCredentials(
      ObtainCredentials obtain, WriteCredentialsProfile write, RefreshDependencies doors) {
    this.obtain = obtain;
    this.write = write;
    this.doors = doors;
  }

  /// @param session whose credentials
  /// @param profile that is written
  public record Request(ObtainCredentials.Request session, ProfileName profile) {}

  /// Returns when the profile is there, and keeps it fresh from then on.
  ///
  /// @throws io.spiffeaws.problem.ProblemException where there are no credentials, or the file
  ///   cannot be written
  public FileWatch start(Request request, WatchListener listener) {
    var file =
        new RefreshedFile<SessionCredentials>(
            "the profile " + request.profile(),
            () -> obtain.run(request.session()).credentials(),
            request.session()::lifetime,
            credentials -> write(request, credentials));
    return FileWatch.start(List.of(file), listener, doors, () -> {});
  }

  private boolean write(Request request, SessionCredentials credentials) {
    write.run(new WriteCredentialsProfile.Request(request.profile(), credentials, false));
    return true;
  }
}
