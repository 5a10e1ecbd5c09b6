package io.spiffeaws.cli.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenDirectoryTest {
  @TempDir private Path directory;

  @BeforeEach
  void checkIn() throws IOException {
    Files.writeString(directory.resolve("a.txt"), "a\n");
    Files.writeString(directory.resolve("README"), "written by hand\n");
  }

  @Test
  void passesIfAllFilesAreIdentical() {
    assertThatCode(() -> golden(false, false).holdsJust(Map.of("a.txt", "a\n")))
        .doesNotThrowAnyException();
  }

  @Test
  void failsOnDrift() {
    assertThatThrownBy(() -> golden(false, false).holdsJust(Map.of("a.txt", "b\n")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void failsOnAMissingFile() {
    assertThatThrownBy(() -> golden(false, false).holdsJust(Map.of("a.txt", "a\n", "b.txt", "b\n")))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void failsOnAnOrphan() {
    assertThatThrownBy(() -> golden(false, false).holdsJust(Map.of()))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void anUpdateWritesAndDeletesOnlyGeneratedFiles() {
    golden(true, false).holdsJust(Map.of("b.txt", "b\n"));

    assertThat(directory.resolve("a.txt")).doesNotExist();
    assertThat(directory.resolve("b.txt")).hasContent("b\n");
    assertThat(directory.resolve("README")).exists();
  }

  @Test
  void ciUpdatesNothing() {
    assertThatThrownBy(() -> golden(true, true).holdsJust(Map.of("a.txt", "b\n")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("CI");
    assertThat(directory.resolve("a.txt")).hasContent("a\n");
  }

  private GoldenDirectory golden(boolean update, boolean ci) {
    return new GoldenDirectory(directory, Pattern.compile(".*\\.txt"), update, ci);
  }
}
