package io.spiffeaws.credentials.cache;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.Comparator;

/// Deletes all cached sessions, also if other users have permissions on the directory. Deletes
/// nothing if the directory is a symlink or belongs to another user, since the files would not be
/// this user's either.
public final class ClearCachedSessions {
  private final CacheDirectory directory;

  public ClearCachedSessions(CacheDirectory directory) {
    this.directory = directory;
  }

  /// Deletes the sessions.
  ///
  /// @throws ProblemException unexpected, if the directory cannot be read; `unsafe-cache`, if it
  ///   does not belong to this user
  public Changes run(boolean dryRun) {
    var changes =
        directory.allFiles().stream()
            .map(file -> clear(file, dryRun))
            .sorted(Comparator.comparing(Change::name))
            .toList();
    return new Changes(changes, dryRun);
  }

  private static Change clear(Path file, boolean dryRun) {
    var name = name(file);
    try {
      if (!dryRun) {
        CacheDirectory.delete(file);
      }
      return new Change(Change.Kind.SESSION, name, Change.Action.DELETED, null, "");
    } catch (ProblemException e) {
      return new Change(
          Change.Kind.SESSION, name, Change.Action.FAILED, null, e.problem().message());
    }
  }

  /// Returns the name of the session; the file's name if it cannot be read.
  private static String name(Path file) {
    try {
      return CacheDirectory.read(file)
          .map(session -> session.credentials().assumedRoleArn())
          .orElseGet(() -> file.getFileName().toString());
    } catch (ProblemException unreadable) {
      return file.getFileName().toString();
    }
  }
}
