package io.spiffeaws.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedFilesTest {
  @TempDir Path root;

  @BeforeEach
  void files() throws IOException {
    Files.createDirectories(root.resolve("chain/below"));
    Files.createDirectories(root.resolve("other"));
    Files.writeString(root.resolve("chain/below/in.csv"), "n\n1\n");
    Files.writeString(root.resolve("other/out.csv"), "n\n1\n");
    Files.createSymbolicLink(root.resolve("chain/link.csv"), Path.of("below/in.csv"));
    Files.createSymbolicLink(root.resolve("chain/away.csv"), Path.of("../other/out.csv"));
    Files.createSymbolicLink(root.resolve("linked"), Path.of("chain"));
  }

  @Test
  void aFileBelowTheChainFilesDirectoryIsFound() throws IOException {
    var in = root.resolve("chain/below/in.csv").toRealPath();
    assertThat(files("chain").find("below/in.csv")).isEqualTo(in);
    assertThat(files("chain").find("below/../link.csv")).isEqualTo(in);
    assertThat(files("linked").find("link.csv")).isEqualTo(in);
  }

  @Test
  void aFileElsewhereIsRejectedWhetherOrNotItExists() {
    for (var name : List.of("../other/out.csv", "../other/none.csv", "/etc/shadow", "away.csv")) {
      assertThatThrownBy(() -> files("chain").find(name))
          .hasMessage("\"" + name + "\" is not below the directory of the chain file");
    }
  }

  @Test
  void aFileBelowAnAllowedDirectoryIsFound() {
    var files = new NamedFiles(root.resolve("chain"), List.of(root.resolve("other")));
    assertThat(files.find("../other/out.csv")).exists();
    assertThat(files.find("away.csv")).exists();
    assertThatThrownBy(() -> files.find("/etc/passwd")).hasMessageContaining("is not below");
  }

  private NamedFiles files(String directory) {
    return new NamedFiles(root.resolve(directory), List.of());
  }
}
