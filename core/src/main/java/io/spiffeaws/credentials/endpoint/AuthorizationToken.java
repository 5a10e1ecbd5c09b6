package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.file.WholeFile;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
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

  private AuthorizationToken() {}

  /// @param random one that cannot be guessed
  public static Secret random(RandomGenerator random) {
    var bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Secret.of(HexFormat.of().formatHex(bytes));
  }

  /// The token of a file that is there, so that programs which know it keep it over a restart;
  /// otherwise a new one, in a file for this user alone.
  ///
  /// @throws ProblemException malformed, where the file holds no token, or one that everyone can
  ///   read; unexpected, where it cannot be read or written
  public static Secret of(Path file, RandomGenerator random) {
    try {
      var token = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
      check(file, token);
      return Secret.of(token);
    } catch (NoSuchFileException e) {
      var token = random(random);
      write(file, token);
      return token;
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-read", "cannot read " + file + ": " + e.getMessage(), "");
    }
  }

  /// @throws ProblemException unexpected
  public static void write(Path file, Secret token) {
    WholeFile.write(file, token.reveal().getBytes(StandardCharsets.US_ASCII));
  }

  private static void check(Path file, String token) throws IOException {
    if (token.length() < SHORTEST || !token.chars().allMatch(c -> c > ' ' && c < 127)) {
      throw ProblemException.malformed(
          "malformed-authorization-token",
          file + " holds no token of " + SHORTEST + " characters or more on one line",
          "remove it, and a new one is made");
    }
    var others = Set.of(PosixFilePermission.OTHERS_READ, PosixFilePermission.OTHERS_WRITE);
    if (Files.getPosixFilePermissions(file).stream().anyMatch(others::contains)) {
      throw ProblemException.malformed(
          "authorization-token-for-everyone",
          "every user of this machine can read the token in " + file,
          "chmod 600 " + file + ", or 640 and give it the group that may have the credentials");
    }
  }
}
