package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.file.DefaultSockets;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerSocketTest {
  @ParameterizedTest
  @CsvSource({
    "/run/a.sock, /run/a.sock",
    "unix:/run/a.sock, /run/a.sock",
    "unix:///run/a.sock, /run/a.sock",
    "a.sock, a.sock",
    "unix:a.sock, a.sock"
  })
  void parsesEveryForm(String text, String path) {
    assertThat(ServerSocket.parse(text)).hasToString(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unix:", "unix://host/a.sock", "tcp://127.0.0.1:8081", "a\0b"})
  void rejectsOtherForms(String text) {
    assertThatThrownBy(() -> ServerSocket.parse(text)).isInstanceOf(ProblemException.class);
  }

  @Test
  void returnsOnlyTrustedPath() {
    assertThat(ServerSocket.only(found(List.of("/run/a"), Optional.empty()))).hasToString("/run/a");
  }

  @Test
  void rejectsSeveralTrustedPaths() {
    assertThat(problem(found(List.of("/run/a", "/run/b"), Optional.empty())))
        .isInstanceOf(Problem.Malformed.class)
        .extracting(Problem::message)
        .isEqualTo("found more than one SPIRE server socket: /run/a, /run/b");
  }

  @Test
  void reportsUntrustedPathAndOptionToUseIt() {
    var problem = problem(found(List.of(), Optional.empty()));

    assertThat(problem).isInstanceOf(Problem.Unreachable.class);
    assertThat(problem.message()).contains("/tmp/a is not used", "other users can write to /tmp");
    assertThat(problem.hint()).contains("--server-socket /tmp/a", "SPIRE_SERVER_SOCKET=/tmp/a");
  }

  @Test
  void reportsInaccessibleDirectoryBeforeUntrustedPath() {
    assertThat(problem(found(List.of(), Optional.of(Path.of("/run/spire")))).code())
        .isEqualTo("server-socket-denied");
  }

  @Test
  void searchesTmpLast() {
    assertThat(ServerSocket.DEFAULT_PATHS).last().matches(path -> path.startsWith("/tmp"));
    assertThat(ServerSocket.DEFAULT_PATHS).filteredOn(path -> path.startsWith("/tmp")).hasSize(1);
  }

  private static DefaultSockets found(List<String> trusted, Optional<Path> closed) {
    return new DefaultSockets(
        trusted.stream().map(Path::of).toList(),
        List.of(new DefaultSockets.Ignored(Path.of("/tmp/a"), "other users can write to /tmp")),
        closed);
  }

  private static Problem problem(DefaultSockets found) {
    return catchThrowableOfType(ProblemException.class, () -> ServerSocket.only(found)).problem();
  }
}
