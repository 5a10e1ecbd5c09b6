package io.spiffeaws.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A directory of checked-in files that must be exactly what the program generates: no file
/// missing, none added, each identical.
///
/// `-Dgolden.update=true` writes the files. It fails if `CI=true`, or a build could approve its own
/// drift.
///
/// @param generated the names of generated files; others are not changed
public record GoldenDirectory(Path directory, Pattern generated, boolean update, boolean ci) {

  /// @param directory relative to the module's directory, where tests run
  public static GoldenDirectory of(String directory, String generated) {
    return new GoldenDirectory(
        Path.of(directory),
        Pattern.compile(generated),
        Boolean.getBoolean("golden.update"),
        "true".equals(System.getenv("CI")));
  }

  /// @param files by their names
  public void holdsJust(Map<String, String> files) {
    try {
      if (update) {
        write(files);
      } else {
        compare(files);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void compare(Map<String, String> files) throws IOException {
    var hint = "in %s; if the change is intended, run: sh docs/regenerate".formatted(directory);
    assertThat(names()).as("names of the files %s", hint).isEqualTo(new TreeSet<>(files.keySet()));
    for (var file : files.entrySet()) {
      assertThat(Files.readString(directory.resolve(file.getKey())))
          .as("%s %s", file.getKey(), hint)
          .isEqualTo(file.getValue());
    }
  }

  private void write(Map<String, String> files) throws IOException {
    if (ci) {
      fail("golden.update does not work in CI: run it where the difference is reviewed");
    }
    Files.createDirectories(directory);
    for (var name : names()) {
      Files.delete(directory.resolve(name));
    }
    for (var file : files.entrySet()) {
      Files.writeString(directory.resolve(file.getKey()), file.getValue());
    }
  }

  private Set<String> names() throws IOException {
    if (!Files.isDirectory(directory)) {
      return Set.of();
    }
    try (var files = Files.list(directory)) {
      var names = new TreeSet<String>();
      files
          .map(file -> file.getFileName().toString())
          .filter(generated.asMatchPredicate())
          .forEach(names::add);
      return names;
    }
  }
}
