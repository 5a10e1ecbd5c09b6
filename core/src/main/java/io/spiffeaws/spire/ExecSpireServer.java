package io.spiffeaws.spire;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Runs the command line of a SPIRE server, `spire-server`, through a prefix that reaches it:
/// `kubectl exec -i … --`, `docker exec -i …`, `ssh …`.
///
/// Some prefixes pass their arguments to a remote shell. So only arguments without characters
/// special to a shell are passed; all other input goes through standard input.
public final class ExecSpireServer {
  private static final int MAX_WORDS = 16 << 10;
  private static final Duration STDERR_WAIT = Duration.ofSeconds(1);
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/@=+,-]+");
  private static final Pattern GO_STATUS =
      Pattern.compile("rpc error: code = (\\w+) desc = (.*)", Pattern.DOTALL);

  private final List<String> prefix;
  private final List<String> socket;
  private final Duration timeout;
  private final CallLog calls;

  /// @param prefix the program `spire-server`, preceded by the command that reaches it
  /// @param socket the server's socket as that program sees it; empty for its default
  /// @param timeout the time after which a run is killed
  public ExecSpireServer(
      List<String> prefix, Optional<Path> socket, Duration timeout, CallLog calls) {
    this.prefix = List.copyOf(prefix);
    this.socket = socket.map(path -> List.of("-socketPath", path.toString())).orElse(List.of());
    this.timeout = timeout;
    this.calls = calls;
  }

  /// Returns whether an argument has no characters that are special to a shell.
  static boolean plain(String argument) {
    return PLAIN.matcher(argument).matches();
  }

  /// Runs one command.
  ///
  /// @param command its words: `entry create`, then flags, which begin with a hyphen
  /// @param stdin the content of its standard input
  /// @param read reads its output, which is JSON
  /// @throws ProblemException if the command fails; missing, if the server answers "not found"
  <T> T run(List<String> command, String stdin, Function<InputStream, T> read) {
    var started = System.nanoTime();
    var answer = "failed";
    try {
      var process = start(command);
      try {
        var result = finish(process, stdin, read);
        answer = "exit " + process.exitValue();
        return result;
      } finally {
        kill(process);
      }
    } finally {
      var took = Duration.ofNanos(System.nanoTime() - started);
      calls.called("spire-server", command.get(0) + " " + command.get(1), took, answer);
    }
  }

  private Process start(List<String> command) {
    var words = new ArrayList<>(prefix);
    var path = command.stream().takeWhile(word -> !word.startsWith("-")).count();
    words.addAll(command.subList(0, (int) path));
    words.addAll(socket);
    words.addAll(List.of("-output", "json"));
    words.addAll(command.subList((int) path, command.size()));
    try {
      return new ProcessBuilder(words).start();
    } catch (IOException e) {
      throw cannotRun();
    }
  }

  private <T> T finish(Process process, String stdin, Function<InputStream, T> read) {
    try {
      return finish(process, stdin, read, System.nanoTime() + timeout.toNanos());
    } catch (TimeoutException e) {
      throw new ProblemException(ServerProblems.timedOut(shown(), timeout), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unexpected("interrupted while waiting for " + shown());
    } catch (ExecutionException e) {
      throw unexpected("cannot read the output of " + shown());
    }
  }

  /// Waits for the command. Its output counts only if it exits with 0, since it may print something
  /// before it fails. It may also exit with 0 without any output.
  private <T> T finish(Process process, String stdin, Function<InputStream, T> read, long deadline)
      throws TimeoutException, InterruptedException, ExecutionException {
    var words = begin(() -> text(process.getErrorStream()));
    daemon(() -> feed(process, stdin));
    var result = begin(() -> parsed(process.getInputStream(), read));
    var value = result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException();
    }
    if (process.exitValue() != 0) {
      throw new ProblemException(failed(process.exitValue(), stderrTail(words)));
    }
    return value.orElseThrow(
        () -> unexpected("the output of " + shown() + " is not the JSON of spire-server"));
  }

  private static <T> FutureTask<T> begin(Callable<T> work) {
    var task = new FutureTask<>(work);
    daemon(task);
    return task;
  }

  private static void daemon(Runnable work) {
    Thread.ofPlatform().daemon().name("server-exec").start(work);
  }

  private static <T> Optional<T> parsed(InputStream in, Function<InputStream, T> read)
      throws IOException {
    try {
      return Optional.of(read.apply(in));
    } catch (ProblemException e) {
      in.transferTo(OutputStream.nullOutputStream());
      return Optional.empty();
    }
  }

  /// Writes standard input. If the program exits before it reads everything, its exit code is
  /// reported instead.
  private static void feed(Process process, String stdin) {
    try (var out = process.getOutputStream()) {
      out.write(stdin.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // the exit code is reported
    }
  }

  private static String text(InputStream in) throws IOException {
    var text = new String(in.readNBytes(MAX_WORDS), StandardCharsets.UTF_8);
    in.transferTo(OutputStream.nullOutputStream());
    return text;
  }

  /// Returns the command's standard error. Returns an empty string if another process still holds
  /// it open, for example an ssh master connection.
  private static String stderrTail(FutureTask<String> words)
      throws InterruptedException, ExecutionException {
    try {
      return words.get(STDERR_WAIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "";
    }
  }

  /// Returns the problem of a failed command.
  ///
  /// @param words its standard error
  Problem failed(int exitCode, String words) {
    if (exitCode == NOT_FOUND || exitCode == NOT_EXECUTABLE) {
      return cannotRun().problem();
    }
    var status = GO_STATUS.matcher(words);
    if (status.find()) {
      var code = ServerProblems.code(status.group(1));
      return code == ServerProblems.UNAVAILABLE
          ? unreachable("the command cannot connect to the SPIRE server's socket")
          : ServerProblems.of(code, status.group(2));
    }
    var last = words.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
    return unreachable(
        "exit code "
            + exitCode
            + (last.isEmpty() ? ", no error output" : ": " + SanitizedText.of(last.strip())));
  }

  private Problem unreachable(String why) {
    return new Problem.Unreachable(
        "server-unreachable",
        "cannot reach a SPIRE server through " + shown() + ": " + why,
        "run the command of --server-exec in a shell, with entry show appended");
  }

  private ProblemException cannotRun() {
    return ProblemException.malformed(
        "server-exec-not-found",
        "cannot run " + shown() + ", specified by --server-exec or SPIRE_SERVER_EXEC",
        "specify an existing program, and the absolute path of spire-server if it is not on the"
            + " PATH there");
  }

  private static ProblemException unexpected(String message) {
    return ProblemException.unexpected(
        "server-exec-failed",
        message,
        "run the command of --server-exec in a shell, with entry show appended");
  }

  private String shown() {
    return "\"" + SanitizedText.of(String.join(" ", prefix)) + "\"";
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
