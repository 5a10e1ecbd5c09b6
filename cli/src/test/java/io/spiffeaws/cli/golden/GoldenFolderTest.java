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

class GoldenFolderTest {
  @TempDir private Path folder;

  @BeforeEach
  void checkIn() throws IOException {
    Files.writeString(folder.resolve("a.txt"), "a\n");
    Files.writeString(folder.resolve("README"), "written by hand\n");
  }

  @Test
  void passesWhatIsTheSame() {
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
  void anUpdateWritesDeletesOrphansAndLeavesWhatIsNotGenerated() {
    golden(true, false).holdsJust(Map.of("b.txt", "b\n"));

    assertThat(folder.resolve("a.txt")).doesNotExist();
    assertThat(folder.resolve("b.txt")).hasContent("b\n");
    assertThat(folder.resolve("README")).exists();
  }

  @Test
  void ciUpdatesNothing() {
    assertThatThrownBy(() -> golden(true, true).holdsJust(Map.of("a.txt", "b\n")))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("CI");
    assertThat(folder.resolve("a.txt")).hasContent("a\n");
  }

  private GoldenFolder golden(boolean update, boolean ci) {
    return new GoldenFolder(folder, Pattern.compile(".*\\.txt"), update, ci);
  }
}
