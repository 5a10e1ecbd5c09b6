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

/// The folder of the user in which sessions are kept, a file for each: the folder 0700, its files
/// 0600, written whole.
public final class CacheDirectory {
  private static final String ENDING = ".json";
  private static final Pattern SESSION = Pattern.compile("[0-9a-f]{64}\\.json");
  private static final Pattern TEMPORARY = Pattern.compile("\\.[0-9a-f]{64}\\.json\\.\\d+\\.tmp");

  /// Longer than any write takes; what is older was left by a process that was killed.
  private static final Duration WRITE = Duration.ofMinutes(1);

  private final Path directory;

  public CacheDirectory(Path directory) {
    this.directory = directory;
  }

  /// The folder that a user of that environment has (XDG Base Directory Specification: a relative
  /// path counts as none).
  ///
  /// @throws ProblemException unexpected, where there is none
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
        "there is no folder to keep sessions in: neither XDG_CACHE_HOME nor HOME is set",
        "set XDG_CACHE_HOME to a folder of your own");
  }

  /// Makes the folder where there is none, and the lock of a session in it.
  ///
  /// @throws ProblemException unexpected, `unsafe-cache`, where others may look into it
  /// @throws IOException where it cannot be made or written
  SessionLock lock(SessionKey key) throws IOException {
    var owner = PosixFilePermissions.fromString("rwx------");
    Files.createDirectories(directory, PosixFilePermissions.asFileAttribute(owner));
    PrivateFiles.check(directory);
    return SessionLock.of(directory.resolve("lock"), key.digest());
  }

  /// What is kept under that name.
  ///
  /// @throws ProblemException unexpected: `unsafe-cache`, where others may read it
  Optional<CachedSession> read(String digest) {
    return read(file(digest)).filter(session -> session.key().digest().equals(digest));
  }

  /// Keeps a session, in place of what was kept for the same key.
  ///
  /// @throws ProblemException unexpected, where it cannot be written
  void write(CachedSession session) {
    AtomicFile.write(file(session.key().digest()), session.bytes());
  }

  /// All sessions that can be read.
  ///
  /// @throws ProblemException unexpected: `unsafe-cache`, where others may look into the folder or
  ///   read one of them
  List<CachedSession> sessions() {
    if (Files.notExists(directory)) {
      return List.of();
    }
    check();
    return files().stream().flatMap(file -> read(file).stream()).toList();
  }

  /// Takes away what has ended, what cannot be read, and what killed processes left half written. A
  /// session that another process keeps at this very moment may go with it, and is then obtained
  /// once more.
  void sweep(Instant now) {
    for (var file : files()) {
      if (read(file).map(session -> session.expired(now)).orElse(true)) {
        delete(file);
      }
    }
    for (var file : list(TEMPORARY)) {
      if (modified(file).isBefore(now.minus(WRITE))) {
        delete(file);
      }
    }
  }

  /// Files of sessions, and what was left half written, in the order of their names.
  ///
  /// @throws ProblemException unexpected: `unsafe-cache`, where the folder is not this user's own
  List<Path> everything() {
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
    } catch (NoSuchFileException | NotDirectoryException nothingKept) {
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

  /// Empty where there is no such file, or it holds no session.
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

  /// Whether it was there.
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
