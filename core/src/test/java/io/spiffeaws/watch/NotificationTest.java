package io.spiffeaws.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.exec.ProcessSignal;
import io.spiffeaws.exec.ProgramCall;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NotificationTest {
  private static final int TERMINATED = 128 + 15;

  @TempDir private Path directory;

  @Test
  void signalReachesTheProcessOfTheFile() throws Exception {
    var process = new ProcessBuilder("sleep", "60").start();
    Files.writeString(directory.resolve("pid"), process.pid() + "\n");

    SignalNotification.parse("SIGTERM:pid", directory).send();

    assertThat(process.waitFor()).isEqualTo(TERMINATED);
    assertThat(failure(SignalNotification.parse("TERM:pid", directory))).isEqualTo("cannot-signal");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-1", "1 2", "x", "99999999999999999999"})
  void fileWithoutAProcessIdCausesNoSignal(String content) throws IOException {
    Files.writeString(directory.resolve("pid"), content);

    assertThat(failure(SignalNotification.parse("TERM:pid", directory))).isEqualTo("no-process-id");
  }

  @Test
  void reportsAMissingFile() {
    assertThat(failure(SignalNotification.parse("TERM:none", directory)))
        .isEqualTo("no-process-id");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "TERM", "TERM:", ":pid", "NONE:pid", "15:pid", "term:pid"})
  void rejectsAnInvalidSignalOrFile(String text) {
    assertThat(
            catchThrowableOfType(
                    ProblemException.class, () -> SignalNotification.parse(text, directory))
                .problem())
        .isInstanceOf(Problem.Malformed.class);
  }

  @Test
  void reportsAFailedCommand() {
    var call = new ProgramCall(Path.of("/bin/sh"), List.of("sh"), Map.of(), directory);

    assertThatCode(() -> new CommandNotification(_ -> 0, call).send()).doesNotThrowAnyException();
    assertThat(failure(new CommandNotification(_ -> 3, call))).isEqualTo("notification-failed");
  }

  @Test
  void changesDuringANotificationCauseOneMore() throws InterruptedException {
    var sent = new SynchronousQueue<Integer>();
    var number = new AtomicInteger();
    var notifier =
        new Notifier(() -> put(sent, number.incrementAndGet()), _ -> number.addAndGet(1000));

    notifier.changed();
    while (number.get() == 0) { // the first one is running
      Thread.onSpinWait();
    }
    notifier.changed();
    notifier.changed();

    assertThat(sent.take()).isEqualTo(1);
    assertThat(sent.take()).isEqualTo(2);
    notifier.changed();
    assertThat(sent.take()).isEqualTo(3);
  }

  @Test
  void failedNotificationIsReportedAndTheNextIsSent() throws InterruptedException {
    var failures = new Semaphore(0);
    var sent = new CountDownLatch(2);
    var notifier =
        new Notifier(
            () -> {
              sent.countDown();
              throw ProblemException.unexpected("gone", "it is gone", "");
            },
            _ -> failures.release());

    notifier.changed();
    failures.acquire();
    notifier.changed();
    failures.acquire();

    assertThat(sent.getCount()).isZero();
  }

  @Test
  void acceptsBothNamesOfASignal() {
    assertThat(new ProcessSignal("SIGHUP")).isEqualTo(new ProcessSignal("HUP"));
  }

  private static void put(SynchronousQueue<Integer> queue, int number) {
    try {
      queue.put(number);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String failure(Notification notification) {
    return catchThrowableOfType(ProblemException.class, notification::send).problem().code();
  }
}
