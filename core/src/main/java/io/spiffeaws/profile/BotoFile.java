package io.spiffeaws.profile;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The file of boto3's predecessor, in which boto3 still looks for keys before it asks an endpoint
/// (botocore, `BotoProvider`).
final class BotoFile {
  static final String VARIABLE = "BOTO_CONFIG";

  private static final Path OF_THE_MACHINE = Path.of("/etc/boto.cfg");
  private static final Pattern KEYS = Pattern.compile("(?im)^\\s*aws_access_key_id\\s*[=:]");

  private BotoFile() {}

  /// What is in the first such file that holds keys; empty where none does, when there is nothing
  /// that would have to be hidden.
  ///
  /// @param directory that a relative path in the file's variable begins in
  static Optional<String> withKeys(Map<String, String> environment, Path directory) {
    return places(environment, directory)
        .map(BotoFile::read)
        .filter(text -> KEYS.matcher(text).find())
        .findFirst();
  }

  private static Stream<Path> places(Map<String, String> environment, Path directory) {
    var named = environment.getOrDefault(VARIABLE, "");
    return named.isEmpty()
        ? Stream.of(OF_THE_MACHINE, Path.of(environment.getOrDefault("HOME", "/"), ".boto"))
        : Stream.of(directory.resolve(named));
  }

  /// In a charset that gives every byte back; empty where there is no such file for this user.
  private static String read(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
