package io.spiffeaws.scenarios;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The pages of the documentation, except the command reference, which is generated.
final class Documents {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private static final List<String> AT_THE_TOP =
      List.of("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md");

  private Documents() {}

  /// Returns the pages at the top of the repository, then those of `docs` sorted by path.
  static List<Path> pages() throws IOException {
    try (var all = Files.walk(ROOT.resolve("docs"))) {
      var pages =
          all.filter(file -> file.toString().endsWith(".md"))
              .filter(file -> !file.startsWith(ROOT.resolve("docs/commands")))
              .sorted();
      return Stream.concat(AT_THE_TOP.stream().map(ROOT::resolve), pages).toList();
    }
  }
}
