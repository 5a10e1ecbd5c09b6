package io.spiffeaws.exec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sun.misc.Signal;

/// A child on the streams of this process, without calls of Linux's C library.
class ForegroundSignalsTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"TERM", "HUP"})
  void whatWouldEndThisProcessEndsTheChild(String signal) throws Exception {
    var code = start("trap 'exit 7' TERM; : > started; while :; do sleep 0.05; done");
    Signal.raise(new Signal(signal));
    assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(7);
  }

  @Test
  void aTypedInterruptIsForTheChildAlone() throws Exception {
    var code = start(": > started; until [ -e go ]; do sleep 0.05; done; exit 5");
    Signal.raise(new Signal("INT"));
    Files.createFile(directory.resolve("go"));
    assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(5);
  }

  @Test
  void aSignalBeforeTheChildIsNotLost() throws Exception {
    try (var signals = new ForegroundSignals()) {
      Signal.raise(new Signal("TERM"));
      var child = new ProcessBuilder("sleep", "100").start();
      signals.to(child);
      assertThat(child.waitFor(1, TimeUnit.MINUTES)).isTrue();
    }
  }

  @Test
  void theChildEndsIfItIsToldTo() throws Exception {
    var end = new CompletableFuture<Void>();
    var code = start("trap 'exit 9' TERM; : > started; while :; do sleep 0.05; done", end);
    end.complete(null);
    assertThat(code.get(1, TimeUnit.MINUTES)).isEqualTo(9);
  }

  private CompletableFuture<Integer> start(String script) throws Exception {
    return start(script, ChildProcessRunner.never());
  }

  /// Starts a script, and waits until it has created the file `started`.
  private CompletableFuture<Integer> start(String script, CompletionStage<?> end) throws Exception {
    var call =
        new ProgramCall(Path.of("/bin/sh"), List.of("sh", "-c", script), Map.of(), directory);
    var code = CompletableFuture.supplyAsync(() -> ChildProcessRunner.onOwnStreams(call, end));
    while (!Files.exists(directory.resolve("started")) && !code.isDone()) {
      Thread.onSpinWait();
    }
    return code;
  }
}
