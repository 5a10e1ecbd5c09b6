package io.spiffeaws.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.cli.CurrentContexts;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.ServerOptions.Way;
import io.spiffeaws.cli.view.Output;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.ServerAddress;
import io.spiffeaws.workload.AgentAddress;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ServerOptionsTest {
  private static final String OPS = "spiffe://example.org/ops";
  private static final Map<String, String> BOTH =
      Map.of("SPIRE_SERVER_SOCKET", "unix:///env.sock", "SPIRE_SERVER_EXEC", "ssh host server");

  @Test
  void theSocketOptionOverridesTheEnvironment() {
    assertThat(way(BOTH, "--server-socket", "/flag.sock"))
        .isEqualTo(new Way.Socket(Path.of("/flag.sock")));
  }

  @Test
  void theCommandOptionOverridesTheEnvironment() {
    assertThat(way(BOTH, "--server-exec", "docker exec -i 'a b' server"))
        .isEqualTo(
            new Way.Exec(List.of("docker", "exec", "-i", "a b", "server"), Optional.empty()));
  }

  @Test
  void theSocketOptionIsPassedToTheCommand() {
    assertThat(way(Map.of(), "--server-exec", "server", "--server-socket", "/there.sock"))
        .isEqualTo(new Way.Exec(List.of("server"), Optional.of(Path.of("/there.sock"))));
  }

  @Test
  void theOnlyVariableThatIsSetIsUsed() {
    assertThat(way(Map.of("SPIRE_SERVER_SOCKET", "/env.sock")))
        .isEqualTo(new Way.Socket(Path.of("/env.sock")));
    assertThat(way(Map.of("SPIRE_SERVER_EXEC", "server", "SPIRE_SERVER_SOCKET", "")))
        .isEqualTo(new Way.Exec(List.of("server"), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "SPIRE_SERVER_SOCKET, SPIRE_SERVER_EXEC",
    "SPIRE_SERVER_SOCKET, SPIRE_SERVER_ADDRESS",
    "SPIRE_SERVER_ADDRESS, SPIRE_SERVER_EXEC"
  })
  void twoVariablesAreRejectedByName(String one, String other) {
    assertThatThrownBy(() -> way(Map.of(one, "a:1", other, "a:1")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> {
              assertThat(e.problem()).isInstanceOf(Problem.Malformed.class);
              assertThat(e.problem().message()).endsWith(one + " and " + other);
              assertThat(e.problem().hint()).endsWith("unset " + other);
            });
  }

  @Test
  void theAddressOptionOverridesTheSocketOfTheEnvironment() {
    var environment = Map.of("SPIRE_SERVER_SOCKET", "/env.sock", "SPIFFE_AWS_ID", OPS);
    assertThat(
            way(environment, "--server-address", "spire:8081", "--workload-socket", "/agent.sock"))
        .isEqualTo(
            new Way.Address(
                new ServerAddress("spire", 8081),
                AgentAddress.parse("unix:///agent.sock"),
                Optional.of(SpiffeId.parse(OPS))));
  }

  @Test
  void theAddressOfTheEnvironmentIsUsed() {
    var address =
        Map.of(
            "SPIRE_SERVER_ADDRESS", "[::1]:8081",
            "SPIFFE_ENDPOINT_SOCKET", "unix:///agent.sock");
    assertThat(way(address))
        .isEqualTo(
            new Way.Address(
                new ServerAddress("::1", 8081),
                AgentAddress.parse("unix:///agent.sock"),
                Optional.empty()));
    assertThat(way(address, "--server-socket", "/flag.sock"))
        .isEqualTo(new Way.Socket(Path.of("/flag.sock")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--server-address a:1 --server-socket /s",
        "--server-address a:1 --server-exec s",
        "--workload-socket /agent.sock",
        "--admin-id spiffe://example.org/ops --server-socket /s",
        "--server-address a",
        "--server-address a:0",
        "--server-address a:65536",
        "--server-address :8081",
        "--server-address ::1:8081",
        "--server-address https://a:8081",
        "--server-address a:+81"
      })
  void twoWaysAndInvalidAddressesAreRejected(String arguments) {
    assertThatThrownBy(
            () -> way(Map.of("SPIFFE_ENDPOINT_SOCKET", "unix:///a"), arguments.split(" ")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class));
  }

  @Test
  void aRelativeSocketIsInTheWorkingDirectory() {
    assertThat(way(Map.of(), "--server-socket", "api.sock"))
        .isEqualTo(new Way.Socket(Path.of("/work-folder/api.sock")));
  }

  @Test
  void aValueThatIsNotASocketIsRejected() {
    assertThatThrownBy(() -> way(Map.of("SPIRE_SERVER_SOCKET", "tcp://127.0.0.1:8081")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class));
  }

  private static Way way(Map<String, String> environment, String... arguments) {
    var options = new ServerOptions();
    new CommandLine(options)
        .registerConverter(SpiffeId.class, SpiffeId::parse)
        .parseArgs(arguments);
    var console =
        new Console(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            OutputStream.nullOutputStream(),
            false,
            false,
            100,
            environment,
            Path.of("/work-folder"));
    var global = new GlobalOptions();
    return options.way(
        new Invocation(
            List.of(),
            console,
            global,
            new Output(console, global),
            CurrentContexts.of(global, console),
            Clock.systemUTC(),
            _ -> {},
            CallLog.NONE));
  }
}
