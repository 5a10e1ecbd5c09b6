package io.spiffeaws.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.file.DefaultSockets;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAddressTest {
  @ParameterizedTest
  @ValueSource(strings = {"unix:///run/agent.sock", "unix:/run/agent.sock"})
  void parsesBothFormsOfAbsolutePath(String text) {
    assertThat(AgentAddress.parse(text).socket())
        .isEqualTo(UnixDomainSocketAddress.of("/run/agent.sock"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:8000", "tcp://[::1]:8000"})
  void parsesTcpAddress(String text) {
    assertThat(((InetSocketAddress) AgentAddress.parse(text).socket()).getPort()).isEqualTo(8000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/run/agent.sock",
        "unix:agent.sock",
        "unix://host/agent.sock",
        "unix://",
        "unix:///a?b=c",
        "unix:///a#b",
        "tcp://localhost:80",
        "tcp://1.2.3.4",
        "tcp://1.2.3.4:0",
        "tcp://1.2.3.4:99999",
        "tcp://1.2.3.4:80/path",
        "tcp://user@1.2.3.4:80",
        "http://1.2.3.4:80",
        "not a uri"
      })
  void rejectsFormsOutsideTheStandard(String text) {
    assertThatThrownBy(() -> AgentAddress.parse(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class));
  }

  @Test
  void rejectsPathLongerThanSocketLimit() {
    assertThatThrownBy(() -> AgentAddress.parse("unix:///" + "a".repeat(107)))
        .hasMessageContaining("107 bytes");
  }

  @Test
  void acceptsPathAsOptionValue() {
    assertThat(AgentAddress.parseLenient("/run/agent.sock"))
        .isEqualTo(AgentAddress.parse("unix:///run/agent.sock"));
  }

  @Test
  void returnsOnlyTrustedPath() {
    assertThat(only(List.of("/run/a"), List.of()).text()).isEqualTo("unix:///run/a");
  }

  @Test
  void rejectsSeveralTrustedPaths() {
    assertThatThrownBy(() -> only(List.of("/run/a", "/run/b"), List.of()))
        .hasMessageContaining("/run/a, /run/b")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
              assertThat(e.problem().hint()).contains("--workload-socket /run/a");
            });
  }

  @Test
  void reportsUntrustedPathAndOptionToUseIt() {
    assertThatThrownBy(() -> only(List.of(), List.of("/tmp/a")))
        .hasMessageContaining("/tmp/a is not used")
        .hasMessageContaining("other users can write to /tmp")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.NoIdentity.class);
              assertThat(e.problem().hint())
                  .contains("--workload-socket /tmp/a", "SPIFFE_ENDPOINT_SOCKET=unix:///tmp/a");
            });
  }

  @Test
  void searchesTmpLast() {
    assertThat(AgentAddress.USUAL_PATHS).last().matches(path -> path.startsWith("/tmp"));
    assertThat(AgentAddress.USUAL_PATHS.subList(0, AgentAddress.USUAL_PATHS.size() - 1))
        .noneMatch(path -> path.startsWith("/tmp"));
  }

  @Test
  void listsPathsIfNoneExists() {
    assertThatThrownBy(() -> only(List.of(), List.of()))
        .hasMessageContaining("/no/a, /no/b")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.NoIdentity.class));
  }

  private static AgentAddress only(List<String> trusted, List<String> ignored) {
    return AgentAddress.only(
        new DefaultSockets(
            trusted.stream().map(Path::of).toList(),
            ignored.stream()
                .map(path ->
                    new DefaultSockets.Ignored(Path.of(path), "other users can write to /tmp"))
                .toList(),
            Optional.empty()),
        List.of(Path.of("/no/a"), Path.of("/no/b")));
  }
}
