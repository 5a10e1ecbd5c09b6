package io.spiffeaws.completions;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.Application;
import io.spiffeaws.cli.SpiffeAws;
import io.spiffeaws.cli.completion.Shell;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShellSyntaxTest {
  @TempDir private Path directory;

  /// Only the shells that are on this machine: no build should need zsh or fish, and bash is always
  /// there, so there is always one to try.
  static Stream<Shell> installedShells() {
    return Arrays.stream(Shell.values()).filter(ShellSyntaxTest::installed);
  }

  private static boolean installed(Shell shell) {
    return Arrays.stream(System.getenv("PATH").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, shell.name())));
  }

  @ParameterizedTest
  @MethodSource("installedShells")
  void eachShellReadsItsScript(Shell shell) throws IOException, InterruptedException {
    var script = directory.resolve("script");
    Files.writeString(
        script, shell.script(Application.commandLine(new SpiffeAws()).getCommandSpec()));

    var check =
        new ProcessBuilder(shell.name(), "-n", script.toString()).redirectErrorStream(true).start();

    assertThat(new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8)).isEmpty();
    assertThat(check.waitFor()).isZero();
  }
}
