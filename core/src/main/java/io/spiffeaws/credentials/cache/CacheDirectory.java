package io.spiffeaws.credentials.cache;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// The directory of cached sessions of a user, one file for each. The directory has mode 0700, its
/// files 0600, and they are written atomically.
public final class CacheDirectory {
  private static final String ENDING = ".json";
  private static final Pattern SESSION = Pattern.compile("[0-9a-f]{64}\\.json");
  private static final Pattern TEMPORARY = Pattern.compile("\\.[0-9a-f]{64}\\.json\\.\\d+\\.tmp");

  /// Longer than any write takes; older temporary files belong to processes that were killed.
  private static final Duration MAX_WRITE = Duration.ofMinutes(1);

  private final Path directory;

  public CacheDirectory(Path directory) {
    this.directory = directory;
  }

  /// Returns the cache directory for an environment (XDG Base Directory Specification: a relative
  /// path counts as not set).
  ///
  /// @throws ProblemException unexpected, if no variable specifies one
  public static CacheDirectory of(Map<String, String> environment) {
    var cache = environment.getOrDefault("XDG_CACHE_HOME", "");
    var home = environment.getOrDefault("HOME", "");
    if (cache.startsWith("/")) {
      return new CacheDirectory(Path.of(cache, "spiffe-aws"));
    }
    if (home.startsWith("/")) {
      return new CacheDirectory(Path.of(home, ".cache", "spiffe-aws"));
    }
    throw ProblemException.unexpected(
        "no-cache-folder",
        "no directory for the session cache: neither XDG_CACHE_HOME nor HOME is set",
        "set XDG_CACHE_HOME to a directory of your own");
  }

  /// Creates the directory if it does not exist, and the lock of a session in it.
  ///
  /// @throws ProblemException unexpected, `unsafe-cache`, if other users have permissions on it
  /// @throws IOException if it cannot be created or written
  SessionLock lock(SessionKey key) throws IOException {
    var owner = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(owner));
    PrivateFiles.check(directory);
    return SessionLock.of(directory.resolve("lock"), key.digest());
  }

  /// Returns the session with that digest, or empty if there is none.
  ///
  /// @throws ProblemException unexpected, `unsafe-cache`, if other users have permissions on it
  Optional<CachedSession> read(String digest) {
    return read(file(digest)).filter(session -> session.key().digest().equals(digest));
  }

  /// Stores a session, instead of the previous one for the same key.
  ///
  /// @throws ProblemException unexpected, if it cannot be written
  void write(CachedSession session) {
    AtomicFile.write(file(session.key().digest()), session.bytes());
  }

  /// Returns all sessions that can be read.
  ///
  /// @throws ProblemException unexpected, `unsafe-cache`, if other users have permissions on the
  ///   directory or on one of the files
  List<CachedSession> sessions() {
    if (Files.notExists(directory)) {
      return List.of();
    }
    check();
    return files().stream().flatMap(file -> read(file).stream()).toList();
  }

  /// Deletes expired sessions, invalid files, and temporary files of killed processes. A session
  /// that another process stores at the same moment may be deleted too, and is then obtained again.
  void sweep(Instant now) {
    for (var file : files()) {
      if (read(file).map(session -> session.expired(now)).orElse(true)) {
        delete(file);
      }
    }
    for (var file : list(TEMPORARY)) {
      if (modified(file).isBefore(now.minus(MAX_WRITE))) {
        delete(file);
      }
    }
  }

  /// Returns the session files and temporary files, in the order of their names.
  ///
  /// @throws ProblemException unexpected, `unsafe-cache`, if the directory does not belong to this
  ///   user
  List<Path> allFiles() {
    if (Files.notExists(directory, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    try {
      PrivateFiles.checkOwn(directory);
    } catch (IOException e) {
      throw CacheProblems.cannotRead(directory, e);
    }
    var all = new ArrayList<>(files());
    all.addAll(list(TEMPORARY));
    return all;
  }

  private void check() {
    try {
      PrivateFiles.check(directory);
    } catch (IOException e) {
      throw CacheProblems.cannotRead(directory, e);
    }
  }

  private Path file(String digest) {
    return directory.resolve(digest + ENDING);
  }

  private List<Path> files() {
    return list(SESSION);
  }

  private List<Path> list(Pattern names) {
    try (var found = Files.newDirectoryStream(directory, file -> isNamed(file, names))) {
      var files = new ArrayList<Path>();
      found.forEach(files::add);
      files.sort(null);
      return files;
    } catch (NoSuchFileException | NotDirectoryException empty) {
      return List.of();
    } catch (DirectoryIteratorException e) {
      throw CacheProblems.cannotRead(directory, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw CacheProblems.cannotRead(directory, e);
    }
  }

  private static boolean isNamed(Path file, Pattern names) {
    return names.matcher(file.getFileName().toString()).matches();
  }

  /// Returns the session of a file; empty if the file does not exist or contains no session.
  static Optional<CachedSession> read(Path file) {
    try {
      PrivateFiles.check(file);
      return CachedSession.parse(Files.readAllBytes(file));
    } catch (NoSuchFileException none) {
      return Optional.empty();
    } catch (IOException e) {
      throw CacheProblems.cannotRead(file, e);
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
    } catch (IOException gone) {
      return Instant.MAX;
    }
  }

  /// Deletes a file; returns whether it existed.
  static boolean delete(Path file) {
    try {
      return Files.deleteIfExists(file);
    } catch (IOException e) {
      throw CacheProblems.cannotDelete(file, e);
    }
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
