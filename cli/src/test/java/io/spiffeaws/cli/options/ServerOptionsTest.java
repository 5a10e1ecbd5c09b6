package io.spiffeaws.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.options.ServerOptions.Way;
import io.spiffeaws.cli.view.Output;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ServerOptionsTest {
  private static final Map<String, String> BOTH =
      Map.of("SPIRE_SERVER_SOCKET", "unix:///env.sock", "SPIRE_SERVER_EXEC", "ssh host server");

  @Test
  void takesTheSocketFlagBeforeTheEnvironment() {
    assertThat(way(BOTH, "--server-socket", "/flag.sock"))
        .isEqualTo(new Way.Socket(Path.of("/flag.sock")));
  }

  @Test
  void takesTheCommandFlagBeforeTheEnvironment() {
    assertThat(way(BOTH, "--server-exec", "docker exec -i 'a b' server"))
        .isEqualTo(
            new Way.Exec(List.of("docker", "exec", "-i", "a b", "server"), Optional.empty()));
  }

  @Test
  void givesTheSocketFlagToTheCommandFlag() {
    assertThat(way(Map.of(), "--server-exec", "server", "--server-socket", "/there.sock"))
        .isEqualTo(new Way.Exec(List.of("server"), Optional.of(Path.of("/there.sock"))));
  }

  @Test
  void takesTheSocketOfTheEnvironmentBeforeItsCommand() {
    assertThat(way(BOTH)).isEqualTo(new Way.Socket(Path.of("/env.sock")));
    assertThat(way(Map.of("SPIRE_SERVER_EXEC", "server")))
        .isEqualTo(new Way.Exec(List.of("server"), Optional.empty()));
  }

  @Test
  void findsARelativeSocketInTheWorkingFolder() {
    assertThat(way(Map.of(), "--server-socket", "api.sock"))
        .isEqualTo(new Way.Socket(Path.of("/work-folder/api.sock")));
  }

  @Test
  void refusesWhatIsNoSocket() {
    assertThatThrownBy(() -> way(Map.of("SPIRE_SERVER_SOCKET", "tcp://127.0.0.1:8081")))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem()).isInstanceOf(Problem.Malformed.class));
  }

  private static Way way(Map<String, String> environment, String... arguments) {
    var options = new ServerOptions();
    new CommandLine(options).parseArgs(arguments);
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
            console,
            global,
            new Output(console, global),
            Clock.systemUTC(),
            _ -> {},
            CallLog.NONE));
  }
}
