package io.spiffeaws.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The configuration file of boto3's predecessor. boto3 still searches it for keys before it calls
/// an endpoint (botocore, `BotoProvider`).
final class BotoFile {
  static final String VARIABLE = "BOTO_CONFIG";

  private static final Path SYSTEM_WIDE = Path.of("/etc/boto.cfg");
  private static final Pattern KEYS = Pattern.compile("(?im)^\\s*aws_access_key_id\\s*[=:]");

  private BotoFile() {}

  /// Returns the content of the first such file that holds keys; empty if no file holds keys, so
  /// that none must be hidden.
  ///
  /// @param directory the base of a relative path in `BOTO_CONFIG`
  static Optional<String> withKeys(Map<String, String> environment, Path directory) {
    return paths(environment, directory)
        .map(BotoFile::read)
        .filter(text -> KEYS.matcher(text).find())
        .findFirst();
  }

  private static Stream<Path> paths(Map<String, String> environment, Path directory) {
    var named = environment.getOrDefault(VARIABLE, "");
    return named.isEmpty()
        ? Stream.of(SYSTEM_WIDE, Path.of(environment.getOrDefault("HOME", "/"), ".boto"))
        : Stream.of(directory.resolve(named));
  }

  /// Reads a file in a charset that preserves every byte; empty if the file does not exist or this
  /// user cannot read it.
  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
