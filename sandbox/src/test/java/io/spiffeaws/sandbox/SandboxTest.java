package io.spiffeaws.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SandboxTest {
  @TempDir private Path temporary;

  @Test
  void itsDirectoryIsPrivateAndDeletedOnClose() throws IOException {
    var directory = temporary.resolve("w");
    try (var sandbox = Sandbox.start(settings(directory))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory)))
          .isEqualTo("rwx------");
      assertThat(sandbox.environment())
          .containsKeys(
              "SPIFFE_ENDPOINT_SOCKET",
              "SPIRE_SERVER_SOCKET",
              "SPIRE_API_ADDRESS",
              "AWS_CA_BUNDLE");
      assertThat(sandbox.state().entries()).hasSize(1);
      assertThat(sandbox.state().providers()).isEmpty();
    }
    assertThat(directory).doesNotExist();
  }

  @Test
  void aNonEmptyDirectoryIsRejectedAndNotChanged() throws IOException {
    var file = Files.writeString(temporary.resolve("mine"), "x");

    assertThatThrownBy(() -> Sandbox.start(settings(temporary)))
        .hasMessage("the directory " + temporary + " is not empty: another sandbox may run in it");
    assertThat(file).hasContent("x");
  }

  @Test
  void aDirectoryTooLongForASocketIsRejectedAndLeavesNoFiles() {
    var directory = temporary.resolve("w".repeat(100));

    assertThatThrownBy(() -> Sandbox.start(settings(directory)))
        .hasMessageContaining("Unix sockets allow at most 107");
    assertThat(directory).doesNotExist();
  }

  private static SandboxSettings settings(Path directory) {
    return new SandboxSettings(directory, Duration.ofMinutes(5), Duration.ZERO, Clock.systemUTC());
  }
}
