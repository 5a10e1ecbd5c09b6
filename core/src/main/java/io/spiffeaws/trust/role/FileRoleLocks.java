package io.spiffeaws.trust.role;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.file.LockFile;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// [RoleLocks] that lock files in a directory of the user. A file next to each lock stores the
/// latest writes. Roles with the same name in two accounts share a lock: that costs a short wait
/// and saves a call to distinguish them. Their writes are distinguished by ARN.
public final class FileRoleLocks implements RoleLocks {
  private final List<Path> directories;
  private final LockFile locks;
  private final Clock clock;

  /// @param directories candidate directories; the first that can be created or used is used
  /// @param retryBudget how long to wait for another process
  public FileRoleLocks(List<Path> directories, Clock clock, Sleeper sleeper, Duration retryBudget) {
    this.directories = List.copyOf(directories);
    this.clock = clock;
    this.locks = new LockFile(sleeper, retryBudget);
  }

  /// The candidate directories for an environment. They must be the same for every process of the
  /// user, so the home directory comes before the session's directory (XDG Base Directory
  /// Specification).
  public static List<Path> directories(Map<String, String> environment) {
    var state = environment.getOrDefault("XDG_STATE_HOME", "");
    var home = environment.getOrDefault("HOME", "");
    var runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
    return List.of(state, home.isEmpty() ? "" : home + "/.local/state", runtime).stream()
        .filter(directory -> directory.startsWith("/"))
        .map(directory -> Path.of(directory, "spiffe-aws", "locks"))
        .toList();
  }

  @Override
  public Held hold(String role) {
    var file = directory().resolve("role-" + role.toLowerCase(Locale.ROOT));
    try {
      return new HeldRole(
          locks.hold(file, () -> busy(role)), file.resolveSibling(file.getFileName() + ".writes"));
    } catch (IOException e) {
      throw noDirectory(e);
    }
  }

  private final class HeldRole implements Held {
    private final LockFile.Held lock;
    private final Path file;

    HeldRole(LockFile.Held lock, Path file) {
      this.lock = lock;
      this.file = file;
    }

    @Override
    public TrustWrites writes() {
      return new FileTrustWrites(file, clock);
    }

    @Override
    public void close() {
      lock.close();
    }
  }

  private static ProblemException busy(String role) {
    return ProblemException.unreachable(
        "role-busy",
        "another spiffe-aws process has locked role " + role + " for too long",
        "check whether it hangs, stop it and run the command again");
  }

  private Path directory() {
    IOException last = null;
    for (var directory : directories) {
      try {
        return checked(created(directory));
      } catch (IOException e) {
        last = e;
      }
    }
    throw noDirectory(last);
  }

  private static Path created(Path directory) throws IOException {
    var owner = PosixFilePermissions.fromString("rwx------");
    return Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(owner));
  }

  /// If other users can write to the directory, they could block every process or delete a lock.
  private static Path checked(Path directory) throws IOException {
    for (var each : List.of(directory, directory.resolve("..").normalize())) {
      var permissions = Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS);
      if (permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw ProblemException.unexpected(
            "unsafe-lock-folder",
            "other users can write to directory " + each + ", so locks in it are not safe",
            "to remove that permission, run: chmod go-w " + each);
      }
    }
    return directory;
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException known && known.getFile() != null
        ? "cannot create or write " + known.getFile() + ": " + FileFailure.reason(e)
        : FileFailure.reason(e);
  }

  private static ProblemException noDirectory(@Nullable IOException e) {
    return new ProblemException(
        ProblemException.unexpected(
                "no-lock-folder",
                "no directory for lock files" + (e == null ? "" : ": " + reason(e)),
                "to specify a directory, run: export XDG_STATE_HOME=DIRECTORY")
            .problem(),
        e);
  }
}
