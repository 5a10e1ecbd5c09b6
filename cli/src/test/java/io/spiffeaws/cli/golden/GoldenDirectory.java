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

/// A folder of checked-in files that must be just what the program makes now: each there, none too
/// many, each the same to the byte.
///
/// `-Dgolden.update=true` writes them anew. It is refused where `CI=true`, or a build could approve
/// its own drift.
///
/// @param generated which names in the folder are generated; others are left alone
public record GoldenDirectory(Path directory, Pattern generated, boolean update, boolean ci) {

  /// @param directory from the module's folder, where tests run
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
    var mend = "in %s; if it is meant to change: sh docs/regenerate".formatted(directory);
    assertThat(names()).as("names of the files %s", mend).isEqualTo(new TreeSet<>(files.keySet()));
    for (var file : files.entrySet()) {
      assertThat(Files.readString(directory.resolve(file.getKey())))
          .as("%s %s", file.getKey(), mend)
          .isEqualTo(file.getValue());
    }
  }

  private void write(Map<String, String> files) throws IOException {
    if (ci) {
      fail("golden.update is not for CI: run it where someone looks at the difference");
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
