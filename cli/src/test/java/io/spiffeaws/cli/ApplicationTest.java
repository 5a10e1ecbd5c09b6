package io.spiffeaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.console.Console;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ApplicationTest {
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  static Stream<Throwable> unexpected() {
    return Stream.of(
        new IllegalStateException("why"),
        new NoClassDefFoundError("io/spiffeaws/Class"),
        new UnsatisfiedLinkError("function"),
        new ExceptionInInitializerError(),
        new OutOfMemoryError("heap"));
  }

  @ParameterizedTest
  @MethodSource("unexpected")
  void anUnexpectedFailureIsReportedAsAnInternalError(Throwable failure) {
    assertThat(run(failure, "jwt", "inspect", "-")).isEqualTo(1);
    assertThat(err)
        .hasToString(
            """
            spiffe-aws: error: internal error
            spiffe-aws: hint: to see where, run it again with --debug; then report it
            """);
  }

  @ParameterizedTest
  @MethodSource("unexpected")
  void debugReportsWhereItFailed(Throwable failure) {
    failure.setStackTrace(new StackTraceElement[0]);
    assertThat(run(failure, "jwt", "inspect", "-", "--debug")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .isEqualTo("spiffe-aws: error: internal error (%s)\n", failure.getClass().getSimpleName());
  }

  @ParameterizedTest
  @MethodSource("unexpected")
  void aFailureBeforeTheCommandIsReportedToo(Throwable failure) {
    assertThat(run(failure, "--version")).isEqualTo(1);
    assertThat(err.toString(StandardCharsets.UTF_8))
        .startsWith("spiffe-aws: error: internal error");
  }

  @ParameterizedTest
  @CsvSource({"false, 'false\n'", "true, ''"})
  void outputForAShellFailsThereButNotOnATerminal(boolean terminal, String expected) {
    var out = new ByteArrayOutputStream();
    var console =
        new Console(
            InputStream.nullInputStream(),
            out,
            err,
            terminal,
            terminal,
            80,
            Map.of(),
            Path.of("/"));
    assertThat(new Application(console, Clock.systemUTC(), _ -> {}).run("creds", "env"))
        .isEqualTo(2);
    assertThat(out).hasToString(expected);
  }

  /// @param failure thrown by every read and write
  private int run(Throwable failure, String... arguments) {
    var in =
        new InputStream() {
          @Override
          public int read() {
            throw failed(failure);
          }

          @Override
          public int read(byte[] bytes, int from, int length) {
            throw failed(failure);
          }
        };
    var out =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw failed(failure);
          }
        };
    var console = new Console(in, out, err, false, false, 100, Map.of(), Path.of("/"));
    return new Application(console, Clock.systemUTC(), _ -> {}).run(arguments);
  }

  private static RuntimeException failed(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }
}
