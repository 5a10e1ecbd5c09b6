package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileFailure;
import io.spiffeaws.file.FileOfAnotherUserException;
import io.spiffeaws.file.SecretFile;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.HexFormat;
import java.util.Set;
import java.util.random.RandomGenerator;

/// The token of a container credentials endpoint, in the file that
/// `AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE` names: word for word what the header `Authorization`
/// says, on one line.
public final class AuthorizationToken {
  private static final int BYTES = 32;
  private static final int SHORTEST = 16;

  /// More than a header of an SDK can have.
  private static final int LONGEST = 64 << 10;

  private AuthorizationToken() {}

  /// @param random one that cannot be guessed
  public static Secret random(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(HexFormat.of().formatHex(bytes));
  }

  /// The token of a file that is there, so that programs which know it keep it over a restart;
  /// otherwise a new one: in a file that is there and empty, which keeps its mode and group, or in
  /// one for this user alone.
  ///
  /// The file and each link to it must belong to root or to this user: whoever wrote the token may
  /// have the credentials.
  ///
  /// @throws ProblemException malformed, where the file holds what is no token or one that everyone
  ///   can read, or is another user's; unexpected, where it cannot be read or written
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
          "cannot use the token's file " + file + ": " + FileFailure.reason(e),
          "let this user read it, or name another file");
    }
  }

  /// Under a lock, since another may be about to do the same, and all must have one token.
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

  private static String read(Path file) throws IOException {
    try (var channel = SecretFile.open(file, StandardOpenOption.READ);
        var in = Channels.newInputStream(channel)) {
      return new String(in.readNBytes(LONGEST), StandardCharsets.ISO_8859_1);
    }
  }

  /// @throws ProblemException unexpected
  public static void write(Path file, Secret token) {
    AtomicFile.write(file, token.reveal().getBytes(StandardCharsets.US_ASCII));
  }

  /// SDKs send what the file holds word for word, and a header has no line's end in it.
  private static void check(Path file, String token) {
    if (!token.equals(token.stripTrailing())) {
      throw ProblemException.malformed(
          "malformed-authorization-token",
          "the token in " + file + " ends in white space, which SDKs would send with it",
          "truncate -s " + token.stripTrailing().length() + " " + file);
    }
    if (token.length() < SHORTEST || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw ProblemException.malformed(
          "malformed-authorization-token",
          file + " holds no token of " + SHORTEST + " characters or more on one line",
          "remove it, and a new one is made");
    }
  }

  private static void checkAccess(Path file) throws IOException {
    var others = Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    if (Files.getPosixFilePermissions(file).stream().anyMatch(others::contains)) {
      throw ProblemException.malformed(
          "authorization-token-for-everyone",
          "every user of this machine can read the token in " + file,
          "chmod 600 " + file + ", or 640 and give it the group that may have the credentials");
    }
  }

  private static ProblemException ofAnother(Path file, FileOfAnotherUserException e) {
    return new ProblemException(
        ProblemException.malformed(
                "authorization-token-of-another",
                "the token file " + file + " may be another user's: " + e.getMessage(),
                "chown it to this user, or remove it, and a new one is made")
            .problem(),
        e);
  }
}
