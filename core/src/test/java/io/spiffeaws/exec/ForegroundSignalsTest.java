package io.spiffeaws.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sun.misc.Signal;
import sun.misc.SignalHandler;

/// A child on the streams of this process, without calls of Linux's C library.
@ResourceLock(ForegroundSignalsTest.SIGNALS)
class ForegroundSignalsTest {
  /// The signal handlers of this process, which has one for each signal: tests that replace them
  /// must not run at the same time.
  static final String SIGNALS = "signal handlers";

  @TempDir private Path directory;

  private final CompletableFuture<Void> end = new CompletableFuture<>();

  /// A child that outlives its test would hold the streams of this process open.
  @AfterEach
  void endChild() {
    end.complete(null);
  }

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP"})
  void whatWouldEndThisProcessEndsTheChild(String signal) throws Exception {
    var code = start("trap 'exit 7' TERM; : > started; until [ -e go ]; do sleep 0.05; done");
    var ignored = isIgnored(new Signal(signal));
    send(signal);
    if (ignored) { // by nohup, for the child too
      Files.createFile(directory.resolve("go"));
    }
    assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(ignored ? 0 : 7);
  }

  @Test
  void aTypedInterruptIsForTheChildAlone() throws Exception {
    var code = start(": > started; until [ -e go ]; do sleep 0.05; done; exit 5");
    send("INT");
    Files.createFile(directory.resolve("go"));
    assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(5);
  }

  @Test
  void aSignalBeforeTheChildIsNotLost() throws Exception {
    try (var signals = new ForegroundSignals()) {
      send("TERM");
      var child = new ProcessBuilder("sleep", "100").start();
      signals.to(child);
      assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void theChildEndsIfItIsToldTo() throws Exception {
    var code = start("trap 'exit 9' TERM; : > started; while :; do sleep 0.05; done");
    end.complete(null);
    assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(9);
  }

  /// Starts a script, and waits until it has created the file `started`.
  private CompletableFuture<Integer> start(String script) throws Exception {
    var call =
        new ProgramCall(Path.of("/bin/sh"), List.of("sh", "-c", script), Map.of(), directory);
    var code =
        CompletableFuture.supplyAsync(
            () -> ChildProcessRunner.onOwnStreams(call, end), Thread::startVirtualThread);
    while (!Files.exists(directory.resolve("started")) && !code.isDone()) {
      Thread.onSpinWait();
    }
    return code;
  }

  /// Java raises no signal that it would ignore.
  private static void send(String signal) throws Exception {
    var self = Long.toString(ProcessHandle.current().pid());
    assertThat(new ProcessBuilder("kill", "-s", signal, self).start().waitFor()).isZero();
  }

  /// Java leaves a signal alone that the process was started to ignore.
  private static boolean isIgnored(Signal signal) {
    var former = Signal.handle(signal, SignalHandler.SIG_DFL);
    Signal.handle(signal, former);
    return former.equals(SignalHandler.SIG_IGN);
  }
}
