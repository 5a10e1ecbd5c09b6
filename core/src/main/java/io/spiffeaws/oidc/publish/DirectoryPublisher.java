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

/// [IssuerPublisher] in a folder that a web server serves as the issuer's URL. Everyone may read
/// them.
public final class DirectoryPublisher implements IssuerPublisher {
  private static final FileAccess READABLE = FileAccess.mode("0644");

  private final Path directory;

  public DirectoryPublisher(Path directory) {
    this.directory = directory;
  }

  @Override
  public Optional<String> read(String name) {
    try {
      return Optional.of(Utf8.decode(Files.readAllBytes(directory.resolve(name))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw ProblemException.unexpected("cannot-read", "cannot read " + place(name), "");
    }
  }

  /// How long caches may keep it is the web server's to say.
  @Override
  public void write(String name, String text, Duration fresh) {
    var file = directory.resolve(name);
    try {
      WorldReadableDirectory.make(file.toAbsolutePath().getParent());
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-write", "cannot create the directory of " + place(name), "");
    }
    AtomicFile.write(file, text.getBytes(StandardCharsets.UTF_8), READABLE);
  }

  @Override
  public String place(String name) {
    return directory.resolve(name).toString();
  }

  @Override
  public void close() {}
}
