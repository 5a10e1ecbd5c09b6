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

/// The command line of a SPIRE server, `spire-server`, run behind a prefix that gets there:
/// `kubectl exec -i … --`, `docker exec -i …`, `ssh …`.
///
/// Some of these hand their arguments to a remote shell, so only arguments without any meaning to a
/// shell are passed; all else goes by standard input.
public final class ExecSpireServer {
  private static final int MAX_WORDS = 16 << 10;
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);
  private static final int NOT_EXECUTABLE = 126;
  private static final int NOT_FOUND = 127;
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9._:/@=+,-]+");
  private static final Pattern GO_STATUS =
      Pattern.compile("rpc error: code = (\\w+) desc = (.*)", Pattern.DOTALL);

  private final List<String> prefix;
  private final List<String> socket;
  private final Duration timeout;
  private final CallLog calls;

  /// @param prefix the program `spire-server`, and before it what gets there
  /// @param socket the server's socket as that program sees it; empty for its default
  /// @param timeout after which a run of it is ended
  public ExecSpireServer(
      List<String> prefix, Optional<Path> socket, Duration timeout, CallLog calls) {
    this.prefix = List.copyOf(prefix);
    this.socket = socket.map(path -> List.of("-socketPath", path.toString())).orElse(List.of());
    this.timeout = timeout;
    this.calls = calls;
  }

  /// Whether an argument means nothing to any shell.
  static boolean plain(String argument) {
    return PLAIN.matcher(argument).matches();
  }

  /// Runs one command.
  ///
  /// @param command its words: `entry create`, then flags
  /// @param stdin what it reads
  /// @param read takes what it prints, its JSON
  /// @throws ProblemException whatever came of it but an answer; missing, where the server said so
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
    words.addAll(command.subList(0, 2));
    words.addAll(socket);
    words.addAll(List.of("-output", "json"));
    words.addAll(command.subList(2, command.size()));
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
      throw unexpected("cannot read what " + shown() + " prints");
    }
  }

  /// What the server's command line prints counts only where it ended well: it may end well without
  /// having printed anything, and print something before it fails.
  private <T> T finish(Process process, String stdin, Function<InputStream, T> read, long deadline)
      throws TimeoutException, InterruptedException, ExecutionException {
    var words = begin(() -> text(process.getErrorStream()));
    daemon(() -> feed(process, stdin));
    var result = begin(() -> understood(process.getInputStream(), read));
    var value = result.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    if (!process.waitFor(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) {
      throw new TimeoutException();
    }
    if (process.exitValue() != 0) {
      throw new ProblemException(failed(process.exitValue(), stderrTail(words)));
    }
    return value.orElseThrow(
        () -> unexpected(shown() + " did not print the JSON that spire-server prints"));
  }

  private static <T> FutureTask<T> begin(Callable<T> work) {
    var task = new FutureTask<>(work);
    daemon(task);
    return task;
  }

  private static void daemon(Runnable work) {
    Thread.ofPlatform().daemon().name("server-exec").start(work);
  }

  private static <T> Optional<T> understood(InputStream in, Function<InputStream, T> read)
      throws IOException {
    try {
      return Optional.of(read.apply(in));
    } catch (ProblemException e) {
      in.transferTo(OutputStream.nullOutputStream());
      return Optional.empty();
    }
  }

  /// A program that ends without reading all says by its exit code what it thinks of it.
  private static void feed(Process process, String stdin) {
    try (var out = process.getOutputStream()) {
      out.write(stdin.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // its exit code tells
    }
  }

  private static String text(InputStream in) throws IOException {
    var text = new String(in.readNBytes(MAX_WORDS), StandardCharsets.UTF_8);
    in.transferTo(OutputStream.nullOutputStream());
    return text;
  }

  /// What it said on standard error; empty where something that it left behind still holds that
  /// open, as an ssh master connection does.
  private static String stderrTail(FutureTask<String> words)
      throws InterruptedException, ExecutionException {
    try {
      return words.get(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      return "";
    }
  }

  private Problem failed(int exitCode, String words) {
    if (exitCode == NOT_FOUND || exitCode == NOT_EXECUTABLE) {
      return cannotRun().problem();
    }
    var status = GO_STATUS.matcher(words);
    if (status.find()) {
      var code = ServerProblems.code(status.group(1));
      return code == ServerProblems.UNAVAILABLE
          ? unreachable("it cannot reach the SPIRE server's socket")
          : ServerProblems.of(code, status.group(2));
    }
    var last = words.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
    return unreachable(
        "it ended with exit code "
            + exitCode
            + (last.isEmpty() ? ", without a word" : ": " + SanitizedText.of(last.strip())));
  }

  private Problem unreachable(String why) {
    return new Problem.Unreachable(
        "server-unreachable",
        "cannot reach a SPIRE server through " + shown() + ": " + why,
        "try the command of --server-exec by hand, with entry show after it");
  }

  private ProblemException cannotRun() {
    return ProblemException.malformed(
        "server-exec-not-found",
        "cannot run " + shown() + ", as --server-exec or SPIRE_SERVER_EXEC names it",
        "name a program that exists, and spire-server's whole path where it is not on the PATH"
            + " there");
  }

  private static ProblemException unexpected(String message) {
    return ProblemException.unexpected(
        "server-exec-failed",
        message,
        "try the command of --server-exec by hand, with entry show after it");
  }

  private String shown() {
    return "\"" + SanitizedText.of(String.join(" ", prefix)) + "\"";
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
