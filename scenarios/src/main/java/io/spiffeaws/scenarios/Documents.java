package io.spiffeaws.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The pages that people write; the command reference is generated.
final class Documents {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private Documents() {}

  /// In the order of their names.
  static List<Path> pages() throws IOException {
    try (var all = Files.walk(ROOT.resolve("docs"))) {
      var pages =
          all.filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.startsWith(ROOT.resolve("docs/commands")))
              .sorted();
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), pages).toList();
    }
  }
}
