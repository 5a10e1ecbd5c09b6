package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.file.FileOfAnotherUserException;
import io.spiffeaws.file.SecretFile;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The authorization token of a container credentials endpoint, in the file that
/// `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` specifies: one line with the exact value of the header
/// `Authorization`.
public final class AuthorizationToken {
  private static final int BYTES = 32;
  private static final int SHORTEST = 16;

  /// Longer than a header of an SDK can be.
  private static final int LONGEST = 64 << 10;

  private AuthorizationToken() {}

  /// Generates a token.
  ///
  /// @param random a generator that is not predictable
  public static Secret random(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(HexFormat.of().formatHex(bytes));
  }

  /// Returns the token of an existing file, so that clients keep it over a restart. If the file is
  /// empty, writes a new token into it and preserves its mode and group. If the file does not
  /// exist, creates it with a new token, for this user alone.
  ///
  /// The file and each symlink to it must belong to root or to this user: another user who wrote
  /// the token could get the credentials.
  ///
  /// @throws ProblemException malformed, if the file contains no valid token, all users can read
  ///   it, or another user owns it; unexpected, if it cannot be read or written
  public static Secret of(Path file, RandomGenerator random) {
    try {
      var text = read(file);
      checkAccess(file);
      if (text.isEmpty()) {
        return filled(file, random(random));
      }
      check(file, text);
      return Secret.of(text);
    } catch (NoSuchFileException e) {
      var token = random(random);
      write(file, token);
      return token;
    } catch (FileOfAnotherUserException e) {
      throw ofAnother(file, e);
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-read",
          "cannot use the token file " + file + ": " + FileFailure.reason(e),
          "allow this user to read it, or specify another file");
    }
  }

  /// Writes a token under a lock, since another process may do the same, and both must use the same
  /// token.
  private static Secret filled(Path file, Secret token) throws IOException {
    try (var channel = SecretFile.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
        var _ = channel.lock()) {
      if (channel.size() == 0) {
        channel.write(ByteBuffer.wrap(token.reveal().getBytes(StandardCharsets.US_ASCII)));
        channel.force(true);
      }
    }
    var text = read(file);
    check(file, text);
    return Secret.of(text);
  }

  /// Creates an empty file with a mode, for a token that other users may read. An existing file is
  /// not changed.
  ///
  /// @throws ProblemException unexpected, if it cannot be created
  public static void prepare(Path file, FileAccess access) {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(access.permissions()));
      Files.setPosixFilePermissions(file, access.permissions()); // independent of the umask
    } catch (FileAlreadyExistsException e) {
      // its token and its mode are kept
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-write",
          "cannot create the token file " + file + ": " + FileFailure.reason(e),
          "allow this user to write to its directory, or specify another file");
    }
  }

  private static String read(Path file) throws IOException {
    try (var channel = SecretFile.open(file, StandardOpenOption.READ);
        var in = Channels.newInputStream(channel)) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
    }
  }

  /// Writes a token to a file for this user alone.
  ///
  /// @throws ProblemException unexpected, if it cannot be written
  public static void write(Path file, Secret token) {
    AtomicFile.write(file, token.reveal().getBytes(StandardCharsets.US_ASCII));
  }

  /// Checks a token. SDKs send the exact content of the file, and a header cannot contain a line
  /// end.
  private static void check(Path file, String token) {
    if (!token.equals(token.stripTrailing())) {
      throw ProblemException.malformed(
          "malformed-authorization-token",
          "the token in " + file + " ends with white space, which SDKs would send too",
          "to remove it, run: truncate -s " + token.stripTrailing().length() + " " + file);
    }
    if (token.length() < SHORTEST || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw ProblemException.malformed(
          "malformed-authorization-token",
          "no token in " + file + ": expected at least " + SHORTEST + " characters on one line",
          "delete it, and a new token is created");
    }
  }

  private static void checkAccess(Path file) throws IOException {
    var others = Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    if (Files.getPosixFilePermissions(file).stream().anyMatch(others::contains)) {
      throw ProblemException.malformed(
          "authorization-token-for-everyone",
          "other users can read or write the token in " + file,
          "to restrict it, run: chmod 600 " + file + ", or 640 with the group of its readers");
    }
  }

  private static ProblemException ofAnother(Path file, FileOfAnotherUserException e) {
    return new ProblemException(
        ProblemException.malformed(
                "authorization-token-of-another",
                "the token file " + file + " is not trusted: " + e.getMessage(),
                "change its owner to this user, or delete it, and a new token is created")
            .problem(),
        e);
  }
}
