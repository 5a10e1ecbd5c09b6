package io.spiffeaws.aws.operator;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileFailure;
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

/// A file of the aws CLI's caches: a JSON object whose file name is a digest.
///
/// @param path of the file, which need not exist
record TokenCacheFile(Path path) {
  /// Returns the file of a key.
  ///
  /// @param algorithm of the digest: `SHA-1` or `SHA-256`
  /// @param key its digest is the file's name
  static TokenCacheFile of(Path directory, String algorithm, String key) {
    try {
      var digest =
          MessageDigest.getInstance(algorithm).digest(key.getBytes(StandardCharsets.UTF_8));
      return new TokenCacheFile(directory.resolve(HexFormat.of().formatHex(digest) + ".json"));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK does not support " + algorithm, e);
    }
  }

  /// Reads the file.
  ///
  /// @return empty if this user cannot read it, it does not exist, or it is not a JSON object
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

  /// Writes the file for its owner alone. If the cache cannot be written, nothing is cached, and
  /// the next command obtains it again.
  ///
  /// @return why it cannot be written; empty if it was written
  Optional<String> write(Json.Obj content) {
    try {
      Files.createDirectories(path.getParent());
      AtomicFile.write(path, JsonText.compact(content).getBytes(StandardCharsets.UTF_8));
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("cannot write " + path + ": " + FileFailure.reason(e));
    } catch (ProblemException e) {
      return Optional.of(e.problem().message());
    }
  }

  /// Parses a time in the format of the aws CLI and the SDKs.
  static Optional<Instant> time(Json.Obj object, String name) {
    return object.text(name).flatMap(TokenCacheFile::time);
  }

  private static Optional<Instant> time(String text) {
    try {
      // older versions of the aws CLI wrote UTC instead of Z
      return Optional.of(OffsetDateTime.parse(text.replaceFirst("UTC$", "Z")).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
