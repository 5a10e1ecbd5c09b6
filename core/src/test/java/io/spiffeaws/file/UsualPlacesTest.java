package io.spiffeaws.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsualPlacesTest {
  @TempDir private Path folder;

  @Test
  void theFirstThatExistsIsFound() throws Exception {
    var there = Files.createFile(folder.resolve("there"));
    assertThat(UsualPlaces.among(List.of(folder.resolve("missing"), there)))
        .isEqualTo(new UsualPlaces(Optional.of(there), Optional.empty()));
  }

  @Test
  void whatIsBehindAClosedFolderIsNotMissing() throws Exception {
    var closed = Files.createDirectory(folder.resolve("closed"));
    Files.createDirectory(closed.resolve("in"));
    Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));
    assumeFalse(Files.isReadable(closed.resolve("in")), "root looks into every folder");
    assertThat(
            UsualPlaces.among(List.of(Path.of("/no/such"), closed.resolve("in/socket"))).closed())
        .hasValue(closed);
  }
}
