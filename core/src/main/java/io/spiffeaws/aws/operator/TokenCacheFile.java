package io.spiffeaws.aws.operator;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.HexFormat;
import java.util.Optional;

/// A file of the aws CLI's caches: a JSON object at a name that is a digest.
///
/// @param path it need not be there
record TokenCacheFile(Path path) {
  /// @param algorithm of the digest: `SHA-1` or `SHA-256`
  /// @param key whose digest is the file's name
  static TokenCacheFile of(Path directory, String algorithm, String key) {
    try {
      var digest =
          MessageDigest.getInstance(algorithm).digest(key.getBytes(StandardCharsets.UTF_8));
      return new TokenCacheFile(directory.resolve(HexFormat.of().formatHex(digest) + ".json"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  /// @return empty if there is no such file for this user, or it is no JSON object
  Optional<Json.Obj> read() {
    try {
      var text = Files.readString(path);
      return JsonText.parse(text, "cached token") instanceof Json.Obj object
          ? Optional.of(object)
          : Optional.empty();
    } catch (IOException | ProblemException e) {
      return Optional.empty();
    }
  }

  /// Writes it for its owner alone. A cache that cannot be written is none.
  void write(Json.Obj content) {
    try {
      Files.createDirectories(path.getParent());
      AtomicFile.write(path, JsonText.compact(content).getBytes(StandardCharsets.UTF_8));
    } catch (IOException | ProblemException e) {
      // the next command asks again
    }
  }

  /// A time as the aws CLI and the SDKs write it.
  static Optional<Instant> time(Json.Obj object, String name) {
    return object.text(name).flatMap(TokenCacheFile::time);
  }

  private static Optional<Instant> time(String text) {
    try {
      // older versions of the aws CLI wrote UTC in place of Z
      return Optional.of(OffsetDateTime.parse(text.replaceFirst("UTC$", "Z")).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
