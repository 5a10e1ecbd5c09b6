package io.spiffeaws.render;

import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.file.FileAccess;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The SHA-256 sums of the files that were rendered into a directory, in the format of
/// sha256sum(1). They show whether a file was changed by hand since. They are in a file of their
/// own, since JSON has no comments.
final class RenderedChecksums {
  static final String NAME = ".spiffe-aws.sha256";

  private static final String BETWEEN = "  ";

  private final Map<String, String> sums;

  private RenderedChecksums(Map<String, String> sums) {
    this.sums = sums;
  }

  /// Reads the sums of a directory; none if the directory or the file is absent. Lines in another
  /// format are skipped: a file without a sum counts as changed by hand.
  static RenderedChecksums read(Path directory) throws IOException {
    var sums = new TreeMap<String, String>();
    try {
      for (var line : Files.readString(directory.resolve(NAME)).lines().toList()) {
        var between = line.indexOf(BETWEEN);
        if (between > 0) {
          sums.put(line.substring(between + BETWEEN.length()), line.substring(0, between));
        }
      }
    } catch (NoSuchFileException e) {
      // nothing was rendered there yet
    }
    return new RenderedChecksums(sums);
  }

  /// Whether that content is what was last rendered.
  boolean hold(String name, byte[] content) {
    return RenderedFile.checksum(content).equals(sums.get(name));
  }

  void put(RenderedFile file) {
    sums.put(file.name(), file.checksum());
  }

  void write(Path directory, FileAccess access) {
    var text =
        sums.entrySet().stream()
            .map(sum -> sum.getValue() + BETWEEN + sum.getKey() + "\n")
            .collect(Collectors.joining());
    AtomicFile.write(directory.resolve(NAME), text.getBytes(StandardCharsets.UTF_8), access);
  }
}
