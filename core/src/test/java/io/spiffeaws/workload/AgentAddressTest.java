package io.spiffeaws.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentAddressTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"unix:///run/agent.sock", "unix:/run/agent.sock"})
  void aUnixSocketIsReadInBothFormsOfAnAbsolutePath(String text) {
    assertThat(AgentAddress.parse(text).socket())
        .isEqualTo(UnixDomainSocketAddress.of("/run/agent.sock"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tcp://127.0.0.1:8000", "tcp://[::1]:8000"})
  void aTcpAddressIsAnIpAddressAndAPort(String text) {
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
  void whatTheStandardDoesNotAllowIsMalformed(String text) {
    assertThatThrownBy(() -> AgentAddress.parse(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class));
  }

  @Test
  void aPathThatNoSocketCanHaveIsMalformed() {
    assertThatThrownBy(() -> AgentAddress.parse("unix:///" + "a".repeat(107)))
        .hasMessageContaining("107 bytes");
  }

  @Test
  void aFlagMayBeABarePath() {
    assertThat(AgentAddress.parseLenient("/run/agent.sock"))
        .isEqualTo(AgentAddress.parse("unix:///run/agent.sock"));
  }

  @Test
  void theFirstUsualPathThatExistsIsTaken() throws Exception {
    var there = Files.createFile(folder.resolve("there"));
    assertThat(AgentAddress.firstOf(List.of(folder.resolve("missing"), there)).text())
        .isEqualTo("unix://" + there);
  }

  @Test
  void whereNoneExistsTheErrorListsThemAll() {
    assertThatThrownBy(() -> AgentAddress.firstOf(List.of(Path.of("/no/a"), Path.of("/no/b"))))
        .hasMessageContaining("/no/a, /no/b")
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.NoIdentity.class));
  }
}
