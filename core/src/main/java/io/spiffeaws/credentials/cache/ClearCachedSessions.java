package io.spiffeaws.credentials.cache;

import io.spiffeaws.change.Change;
import io.spiffeaws.change.Changes;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.Comparator;

/// Deletes every session that is kept, also where others could look into the folder; not in one
/// that is a link or another's, where files would be others' too.
public final class ClearCachedSessions {
  private final CacheDirectory directory;

  public ClearCachedSessions(CacheDirectory directory) {
    this.directory = directory;
  }

  /// @throws ProblemException unexpected, where the folder cannot be read; `unsafe-cache`, where it
  ///   is not this user's own
  public Changes run(boolean dryRun) {
    var changes =
        directory.everything().stream()
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

  /// Whose session it is; the file's name where that cannot be told.
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
