package io.spiffeaws.spire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.ProblemException;
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
  void readsEveryFormOfAPath(String text, String path) {
    assertThat(ServerSocket.parse(text)).hasToString(path);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unix:", "unix://host/a.sock", "tcp://127.0.0.1:8081", "a\0b"})
  void refusesWhatIsNotAPath(String text) {
    assertThatThrownBy(() -> ServerSocket.parse(text)).isInstanceOf(ProblemException.class);
  }
}
