package io.spiffeaws.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.change.Change;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigFileTest {
  private static final String PROD = "[contexts.prod]\nrole = \"app\"\n";

  @TempDir private Path directory;

  @Test
  void theFileIsWhereTheOptionTheVariableOrTheSpecificationSays() {
    assertThat(path("own.toml", Map.of("SPIFFE_AWS_CONFIG", "/x", "HOME", "/h")))
        .contains(directory.resolve("own.toml"));
    assertThat(path(null, Map.of("SPIFFE_AWS_CONFIG", "/x", "HOME", "/h"))).contains(Path.of("/x"));
    assertThat(path(null, Map.of("XDG_CONFIG_HOME", "/c", "HOME", "/h")))
        .contains(Path.of("/c/spiffe-aws/config.toml"));
    assertThat(path(null, Map.of("XDG_CONFIG_HOME", "relative", "HOME", "/h")))
        .contains(Path.of("/h/.config/spiffe-aws/config.toml"));
    assertThat(path(null, Map.of())).isEmpty();
  }

  @Test
  void aFileThatDoesNotExistIsEmpty() {
    assertThat(ConfigFile.read(location("none/config.toml")).contexts()).isEmpty();
    assertThat(
            ConfigFile.read(new ConfigLocation(Optional.empty(), Optional.empty(), false))
                .contexts())
        .isEmpty();
  }

  @Test
  void aFileOfTheOptionMustExist() {
    var location = ConfigLocation.of("none.toml", Map.of(), directory);
    var problem =
        catchThrowableOfType(ProblemException.class, () -> ConfigFile.read(location)).problem();
    assertThat(problem.message())
        .isEqualTo(
            "cannot read the configuration file %s: no such file"
                .formatted(directory.resolve("none.toml")));
    assertThat(problem.hint()).isEqualTo("specify another file with --config");
  }

  @Test
  void aFileThatIsNotTextIsReported() throws IOException {
    Files.write(directory.resolve("config.toml"), new byte[] {(byte) 0xff});
    assertThat(problem()).endsWith("is not UTF-8");
    Files.write(directory.resolve("config.toml"), new byte[(1 << 20) + 1]);
    assertThat(problem()).endsWith("it has more than 1 MiB");
  }

  @Test
  void aFileThatCannotBeReadIsReportedWithItsPathOnceAndTheReason() throws IOException {
    var loop = directory.resolve("config.toml");
    Files.createSymbolicLink(loop, loop);
    assertThat(problem())
        .startsWith("cannot read the configuration file " + loop + ": ")
        .satisfies(message -> assertThat(message.split(loop.toString(), -1)).hasSize(2));

    var denied = ConfigFile.unreadable(loop, new AccessDeniedException(loop.toString())).problem();
    assertThat(denied.message())
        .isEqualTo("cannot read the configuration file " + loop + ": permission denied");
    assertThat(denied.hint())
        .isEqualTo("allow this user to read it, or specify another file with --config");
  }

  @Test
  void aFileThatOthersCanChangeIsUsedOnlyIfItIsNamed() throws IOException {
    var open = Files.createDirectory(directory.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    var file = Files.writeString(open.resolve("config.toml"), PROD);
    assertThat(
            ConfigFile.read(new ConfigLocation(Optional.of(file), Optional.empty(), false))
                .contexts())
        .containsKey("prod");
    var problem =
        catchThrowableOfType(
                ProblemException.class,
                () ->
                    ConfigFile.read(
                        new ConfigLocation(Optional.of(file), Optional.of(directory), false)))
            .problem();
    assertThat(problem.message()).contains("is not used: other users can write to ");
    assertThat(problem.hint()).contains("--config");
  }

  @Test
  void usingAContextChangesOneLine() throws IOException {
    var file = Files.writeString(directory.resolve("config.toml"), "# mine\n" + PROD);
    assertThat(use("prod", true)).isEqualTo(Change.Action.UPDATED);
    assertThat(file).content().isEqualTo("# mine\n" + PROD);
    assertThat(use("prod", false)).isEqualTo(Change.Action.UPDATED);
    assertThat(file).content().isEqualTo("current_context = \"prod\"\n\n# mine\n" + PROD);
    assertThat(use("prod", false)).isEqualTo(Change.Action.UNCHANGED);
    assertThat(catchThrowableOfType(ProblemException.class, () -> use("test", false)).problem())
        .extracting(problem -> problem.code())
        .isEqualTo("no-such-context");
  }

  private Change.Action use(String name, boolean dryRun) {
    var request = new UseContext.Request(location("config.toml"), name, dryRun);
    return new UseContext().run(request).changes().getFirst().action();
  }

  private ConfigLocation location(String name) {
    return new ConfigLocation(Optional.of(directory.resolve(name)), Optional.empty(), false);
  }

  private Optional<Path> path(@Nullable String option, Map<String, String> environment) {
    return ConfigLocation.of(option, environment, directory).path();
  }

  private String problem() {
    return catchThrowableOfType(
            ProblemException.class, () -> ConfigFile.read(location("config.toml")))
        .problem()
        .message();
  }
}
