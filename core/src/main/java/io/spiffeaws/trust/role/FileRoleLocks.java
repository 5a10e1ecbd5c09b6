package io.spiffeaws.trust.role;

import io.spiffeaws.file.LockFile;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import java.io.IOException;
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

/// [RoleLocks] by locks on files in a directory of the user, with the latest writes in a file next
/// to each. Roles of the same name in two accounts wait for each other, which costs a moment and
/// needs no call to tell them apart; their writes are told apart by ARN.
public final class FileRoleLocks implements RoleLocks {
  private final List<Path> directories;
  private final LockFile locks;
  private final Clock clock;

  /// @param directories where the files may be; the first that can be had is taken
  /// @param retryBudget how long to wait for another process
  public FileRoleLocks(List<Path> directories, Clock clock, Sleeper sleeper, Duration retryBudget) {
    this.directories = List.copyOf(directories);
    this.clock = clock;
    this.locks = new LockFile(sleeper, retryBudget);
  }

  /// The folders that a user of that environment has: the same for every process of the user, so
  /// the home comes before the session (XDG Base Directory Specification).
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
        "another spiffe-aws has been changing role " + role + " for too long",
        "see whether it hangs, end it and try again");
  }

  private Path directory() {
    IOException last = null;
    for (var directory : directories) {
      try {
        return checked(made(directory));
      } catch (IOException e) {
        last = e;
      }
    }
    throw noDirectory(last);
  }

  private static Path made(Path directory) throws IOException {
    var owner = PosixFilePermissions.fromString("rwx------");
    return Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(owner));
  }

  /// Where others may write, they could keep everyone waiting, or take a lock's file away.
  private static Path checked(Path directory) throws IOException {
    for (var each : List.of(directory, directory.resolve("..").normalize())) {
      var permissions = Files.getPosixFilePermissions(each, LinkOption.NOFOLLOW_LINKS);
      if (permissions.contains(PosixFilePermission.GROUP_WRITE)
          || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
        throw ProblemException.unexpected(
            "unsafe-lock-folder",
            "others may write to " + each + ", so locks in it mean nothing",
            "take that right away: chmod go-w " + each);
      }
    }
    return directory;
  }

  private static ProblemException noDirectory(@Nullable IOException e) {
    return new ProblemException(
        ProblemException.unexpected(
                "no-lock-folder",
                "there is no folder to keep a lock in"
                    + (e == null ? "" : ": " + e.getMessage() + " cannot be made or written"),
                "name a folder of your own: export XDG_STATE_HOME=FOLDER")
            .problem(),
        e);
  }
}
