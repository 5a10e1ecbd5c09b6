package io.spiffeaws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class EarlyCallsTest {
  private static final Duration TIMEOUT = Duration.ofSeconds(30);

  private final EarlyCalls<Connection, String> calls = new EarlyCalls<>("test");
  private final List<Connection> opened = new CopyOnWriteArrayList<>();

  /// Tells when it is closed.
  private static final class Connection implements Closeable {
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public void close() {
      closed.countDown();
    }

    /// Waits until it is closed.
    boolean isClosed() throws InterruptedException {
      return closed.await(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }
  }

  private Connection open() {
    var connection = new Connection();
    opened.add(connection);
    return connection;
  }

  @Test
  void thePreparedConnectionIsUsedOnce() throws Exception {
    var connected = new CountDownLatch(1);
    calls.prepare(() -> {
      var connection = open();
      connected.countDown();
      return connection;
    });
    connected.await();

    var used = new CopyOnWriteArrayList<Connection>();
    for (var call = 0; call < 2; call++) {
      assertThat(calls.call(this::open, connection -> said(used, connection), TIMEOUT))
          .isEqualTo("answer");
    }

    assertThat(used).containsExactlyElementsOf(opened).hasSize(2);
    for (var connection : opened) {
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void anUnusedConnectionIsClosedWhenAnotherIsPrepared() throws Exception {
    var connected = new CountDownLatch(2);
    for (var call = 0; call < 2; call++) {
      calls.prepare(() -> {
        var connection = open();
        connected.countDown();
        return connection;
      });
    }
    connected.await();

    var answer = calls.call(this::open, _ -> "answer", TIMEOUT);

    assertThat(answer).isEqualTo("answer");
    assertThat(opened).hasSize(2);
    for (var connection : opened) {
      assertThat(connection.isClosed()).isTrue();
    }
  }

  @Test
  void aFailureIsTheCause() throws Exception {
    var failure = new IOException("refused");
    calls.prepare(() -> {
      throw failure;
    });
    assertThat(failed(_ -> "answer")).hasCause(failure);
    assertThat(
            failed(_ -> {
              throw failure;
            }))
        .hasCause(failure);
    assertThat(opened.getFirst().isClosed()).isTrue();
  }

  @Test
  void oneTimeoutLimitsTheWholeCall() throws Exception {
    var end = new CountDownLatch(1);
    calls.prepare(() -> {
      end.await();
      return open();
    });
    assertThat(
            catchThrowableOfType(
                TimeoutException.class,
                () -> calls.call(this::open, _ -> "answer", Duration.ofMillis(1))))
        .isNotNull();
    end.countDown();
  }

  private static String said(List<Connection> used, Connection connection) {
    used.add(connection);
    return "answer";
  }

  private ExecutionException failed(EarlyCalls.Request<Connection, String> request) {
    return catchThrowableOfType(
        ExecutionException.class, () -> calls.call(this::open, request, TIMEOUT));
  }
}
