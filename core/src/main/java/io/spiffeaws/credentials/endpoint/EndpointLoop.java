package io.spiffeaws.credentials.endpoint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// Serves HTTP/1.1 to the clients of a socket in one thread that never blocks on a client. The
/// resources of each client are limited: its bytes by [HeadReader], its time by [Connection.Phase],
/// its connections by [ConnectionTable]. Users are served in turn, whatever they send.
final class EndpointLoop implements Runnable {
  /// How many connections are accepted before the existing ones are served.
  private static final int MOST_ACCEPTED = 32;

  /// How many connections of a user are served before those of other users.
  private static final int MOST_SERVED = 16;

  private static final String NEW_CONNECTIONS = "new";

  /// The pause if no connection can be accepted, usually because descriptors are missing: some are
  /// released soon.
  private static final long AFTER_FAILURE = TimeUnit.MILLISECONDS.toNanos(100);

  private static final long LONGEST_SELECT = TimeUnit.SECONDS.toNanos(60);

  private final ServerSocketChannel server;
  private final Selector selector;
  private final SelectionKey accepting;
  private final PendingAnswers late;
  private final UserLookup lookup;
  private final Conversation conversation;
  private final ConnectionTable table;
  private final ByteBuffer buffer = ByteBuffer.allocateDirect(HeadReader.LIMIT);
  private final HeadBuffers buffers = new HeadBuffers();
  private final Queue<Runnable> posted = new ConcurrentLinkedQueue<>();
  private final ReadyConnections ready = new ReadyConnections();
  private final Map<String, Integer> turns = new HashMap<>();
  private volatile boolean closed;
  private long now = System.nanoTime();
  private long sweepAt = now + LONGEST_SELECT;
  private long acceptAgainAt = now;

  /// @param server the socket, which is closed at the end
  /// @param connections the maximum number at a time
  EndpointLoop(
      ServerSocketChannel server,
      Service service,
      ConnectionOwner owner,
      int connections,
      Clock clock)
      throws IOException {
    this.server = server;
    this.table = new ConnectionTable(connections);
    this.late = new PendingAnswers();
    this.lookup = new UserLookup(owner, now);
    this.conversation =
        new Conversation(service, new ResponseWriter(clock), late, new LoopOfConversation());
    this.selector = Selector.open();
    server.configureBlocking(false);
    this.accepting = server.register(selector, SelectionKey.OP_ACCEPT);
  }

  /// Serves until it is stopped.
  @Override
  public void run() {
    try (server;
        selector;
        late;
        lookup) {
      while (!closed) {
        turn();
      }
      table.all().forEach(Connection::close);
      selector.selectNow();
    } catch (IOException e) {
      // the selector failed, which happens only at the end of the process
    }
  }

  /// Stops it soon. Thread-safe.
  void stop() {
    closed = true;
    selector.wakeup();
  }

  private void turn() throws IOException {
    if (ready.isEmpty() && posted.isEmpty()) {
      selector.select(this::onReady, millis());
    } else {
      selector.selectNow(this::onReady);
    }
    now = System.nanoTime();
    for (var action = posted.poll(); action != null; action = posted.poll()) {
      action.run();
    }
    turns.clear();
    for (var left = ready.size(); left > 0; left--) {
      inTurn(ready.remove());
    }
    if (!ready.isEmpty()) {
      lookup.request();
    }
    if (now - sweepAt >= 0) {
      sweep();
    }
    if (lookup.left(now) <= 0) {
      lookUp(List.copyOf(table.pending()));
    }
    if (accepting.interestOps() == 0 && now - acceptAgainAt >= 0) {
      accepting.interestOps(SelectionKey.OP_ACCEPT);
    }
  }

  /// Returns how long to wait for events, in milliseconds; at least 1, as 0 would mean forever.
  private long millis() {
    var left = Math.min(sweepAt - now, lookup.left(now));
    if (accepting.interestOps() == 0) {
      left = Math.min(left, acceptAgainAt - now);
    }
    return Math.max(1, TimeUnit.NANOSECONDS.toMillis(left) + 1);
  }

  private void onReady(SelectionKey key) {
    now = System.nanoTime();
    if (key.equals(accepting)) {
      accept();
    } else if (key.attachment() instanceof Connection connection) {
      ready.add(connection);
    }
  }

  private void accept() {
    try {
      for (var left = MOST_ACCEPTED; left > 0; left--) {
        var client = server.accept();
        if (client == null) {
          return;
        }
        begin(client);
      }
    } catch (IOException e) {
      accepting.interestOps(0);
      acceptAgainAt = now + AFTER_FAILURE;
    }
  }

  /// Adds a new connection. A request that was sent before the connection was accepted is answered
  /// at once, so it is answered however many connections follow.
  private void begin(SocketChannel client) {
    var connection = new Connection(client, buffers, now);
    try {
      client.configureBlocking(false);
      onward(connection);
      if (connection.isOpen()) {
        connection.register(client.register(selector, 0, connection));
        table.add(connection);
        if (table.isCrowded()) {
          lookup.request();
        }
        sweepBy(connection);
        table.excess().ifPresent(this::drop);
      }
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      drop(connection);
    }
  }

  /// Serves a connection, unless its user has used up its share of this turn: a user that sends
  /// many requests delays only its own. First bytes have a separate share, as they arrive before
  /// the user is known.
  private void inTurn(Connection connection) {
    var share =
        connection.phase() == Connection.Phase.FIRST_BYTE ? NEW_CONNECTIONS : connection.user();
    if (turns.merge(share, 1, Integer::sum) <= MOST_SERVED) {
      onward(connection);
    } else {
      ready.add(connection);
    }
  }

  /// Processes a connection as far as possible now: requests that it has sent are answered before
  /// more is read.
  private void onward(Connection connection) {
    try {
      if (!connection.isOpen()) {
        return;
      }
      if (connection.phase() == Connection.Phase.WRITE) {
        connection.write(now);
      } else if (!connection.hasMore() || !conversation.advance(connection)) {
        if (!connection.read(buffer, now)) {
          drop(connection);
          return;
        }
        conversation.advance(connection);
      }
      settle(connection);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      drop(connection);
    }
  }

  /// Sets what a connection waits for, and until when; removes it if it is closed.
  private void settle(Connection connection) {
    if (!connection.isOpen()) {
      drop(connection);
      return;
    }
    connection.listen();
    sweepBy(connection);
  }

  private void drop(Connection connection) {
    connection.close();
    table.remove(connection);
  }

  private void sweepBy(Connection connection) {
    if (connection.deadline() - sweepAt < 0) {
      sweepAt = connection.deadline();
    }
  }

  private void sweep() {
    sweepAt = now + LONGEST_SELECT;
    for (var connection : table.all()) {
      if (now - connection.deadline() >= 0 || !connection.isOpen()) {
        drop(connection);
      } else {
        sweepBy(connection);
      }
    }
  }

  private void lookUp(List<Connection> pending) {
    var began = now;
    var channels = pending.stream().map(Connection::channel).toList();
    lookup.run(
        channels,
        users ->
            post(() -> {
              lookup.done(began, System.nanoTime());
              for (var connection : pending) {
                found(connection, Optional.ofNullable(users.get(connection.channel())));
              }
            }));
  }

  private void found(Connection connection, Optional<String> user) {
    if (connection.isOpen()) {
      table.foundUser(connection, user);
      connection.userIsKnown();
      settle(connection);
    }
  }

  private void post(Runnable action) {
    posted.add(action);
    selector.wakeup();
  }

  private final class LoopOfConversation implements Conversation.Loop {
    @Override
    public void post(Runnable action) {
      EndpointLoop.this.post(action);
    }

    @Override
    public void lookUpUser(Connection connection) {
      lookup.request();
    }

    @Override
    public void settle(Connection connection) {
      EndpointLoop.this.settle(connection);
    }

    @Override
    public void answered(Connection connection) {
      table.used(connection);
      if (connection.hasMore()) {
        ready.add(connection);
      }
    }

    @Override
    public long now() {
      return now;
    }
  }
}
