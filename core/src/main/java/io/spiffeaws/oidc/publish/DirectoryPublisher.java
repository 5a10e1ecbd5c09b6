package io.spiffeaws.oidc.publish;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.file.WorldReadableDirectory;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// [IssuerPublisher] to a directory that a web server serves at the issuer's URL. The files are
/// readable by all users.
public final class DirectoryPublisher implements IssuerPublisher {
  private static final FileAccess READABLE = FileAccess.mode("0644");

  private final Path directory;

  /// @throws ProblemException malformed, if it is a file
  public DirectoryPublisher(Path directory) {
    if (Files.exists(directory) && !Files.isDirectory(directory)) {
      throw ProblemException.malformed(
          "not-a-directory", directory + " is not a directory", "specify a directory with --out");
    }
    this.directory = directory;
  }

  @Override
  public Optional<String> read(String name) {
    try {
      return Optional.of(Utf8.decode(Files.readAllBytes(directory.resolve(name))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw ProblemException.unexpected("cannot-read", "cannot read " + location(name), "");
    }
  }

  /// Ignores `fresh`, because the web server sets the cache lifetime.
  @Override
  public void write(String name, String text, Duration fresh) {
    var file = directory.resolve(name);
    try {
      WorldReadableDirectory.make(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-write", "cannot create the directory of " + location(name), "");
    }
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8), READABLE);
  }

  @Override
  public String location(String name) {
    return directory.resolve(name).toString();
  }

  @Override
  public void close() {}
}
