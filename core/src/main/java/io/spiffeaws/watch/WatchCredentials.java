package io.spiffeaws.watch;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.profile.ProfileName;
import io.spiffeaws.profile.WriteCredentialsProfile;
import io.spiffeaws.refresh.RefreshDependencies;
import io.spiffeaws.sts.ObtainCredentials;
import java.util.List;

/// Keeps the credentials of a session in a profile of the shared credentials file. They are renewed
/// after half of their lifetime, or a little earlier. Programs read them once, and should not start
/// with keys that are about to expire.
public final class WatchCredentials {
  private final ObtainCredentials obtain;
  private final WriteCredentialsProfile write;
  private final RefreshDependencies dependencies;

  public WatchCredentials(
      ObtainCredentials obtain, WriteCredentialsProfile write, RefreshDependencies dependencies) {
    this.obtain = obtain;
    this.write = write;
    this.dependencies = dependencies;
  }

  /// @param session the session whose credentials are written
  /// @param profile the profile that is written
  public record Request(ObtainCredentials.Request session, ProfileName profile) {}

  /// Starts to refresh the profile. Returns when it has been written.
  ///
  /// @throws io.spiffeaws.problem.ProblemException if there are no credentials, or the file cannot
  ///   be written
  public FileWatch start(Request request, WatchListener listener) {
    var file =
        new RefreshedFile<SessionCredentials>(
            "the profile " + request.profile(),
            () -> obtain.run(request.session()).credentials(),
            request.session()::lifetime,
            credentials -> write(request, credentials));
    return FileWatch.start(List.of(file), listener, dependencies, () -> {});
  }

  private boolean write(Request request, SessionCredentials credentials) {
    write.run(new WriteCredentialsProfile.Request(request.profile(), credentials, false));
    return true;
  }
}
