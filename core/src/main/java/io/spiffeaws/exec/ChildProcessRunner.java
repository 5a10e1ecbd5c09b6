package io.spiffeaws.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// Runs a program as a child of this process. Its streams can differ from the process's own.
public final class ChildProcessRunner implements StoppableRunner {
  private final InputStream in;
  private final OutputStream out;
  private final OutputStream err;

  public ChildProcessRunner(InputStream in, OutputStream out, OutputStream err) {
    this.in = in;
    this.out = out;
    this.err = err;
  }

  @Override
  public int run(ProgramCall call) {
    return run(call, never());
  }

  @Override
  public int run(ProgramCall call, CompletionStage<?> end) {
    try {
      var child = builder(call).start();
      var _ = end.thenRun(child::destroy);
      daemon(() -> feed(child));
      var words = daemon(() -> copy(child.getErrorStream(), err));
      copy(child.getInputStream(), out);
      words.join();
      return child.waitFor();
    } catch (IOException e) {
      throw ProgramFailure.notExecutable(call.program());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }

  /// Runs a program as a child on this process's own streams.
  static int onOwnStreams(ProgramCall call) {
    return onOwnStreams(call, never());
  }

  /// As above.
  ///
  /// @param end when it completes, the program is sent TERM
  static int onOwnStreams(ProgramCall call, CompletionStage<?> end) {
    try (var signals = new ForegroundSignals()) {
      var child = builder(call).inheritIO().start();
      signals.to(child);
      var _ = end.thenRun(child::destroy);
      return child.waitFor();
    } catch (IOException e) {
      throw ProgramFailure.notExecutable(call.program());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 130;
    }
  }

  /// The end of a program that nothing but itself ends. A new one each time, since it holds what
  /// depends on it.
  static CompletionStage<Void> never() {
    return new CompletableFuture<>();
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("streams").start(work);
  }

  private static ProcessBuilder builder(ProgramCall call) {
    var words = new ArrayList<>(call.words());
    words.set(0, call.program().toString());
    var builder = new ProcessBuilder(words).directory(call.directory().toFile());
    builder.environment().clear();
    builder.environment().putAll(call.environment());
    return builder;
  }

  private void feed(Process child) {
    try (var stdin = child.getOutputStream()) {
      in.transferTo(stdin);
    } catch (IOException e) {
      // the child has closed its standard input
    }
  }

  private static void copy(InputStream from, OutputStream to) {
    try {
      from.transferTo(to);
      to.flush();
    } catch (IOException e) {
      // the reader has closed the stream, which the child notices at its own pipe
    }
  }
}
