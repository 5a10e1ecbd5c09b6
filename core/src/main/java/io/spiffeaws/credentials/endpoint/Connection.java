package io.spiffeaws.credentials.endpoint;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A client's connection, and what is going on there. Not thread-safe: it belongs to the thread of
/// its [EndpointLoop].
final class Connection {
  /// What a connection waits for, and how long it may.
  enum Phase {
    /// The first byte of its first request.
    FIRST_BYTE(2_000),
    /// The rest of a head, counted from its first byte.
    HEAD(5_000),
    /// The next request.
    KEPT(30_000),
    /// An answer, which has shorter deadlines of its own.
    ANSWER(10_000),
    /// That the client takes the answer.
    WRITE(5_000),
    /// That the client stops sending, after the last answer: closed before that, the connection
    /// would be reset and the answer lost (RFC 9112, section 9.6).
    DRAIN(1_000);

    private static final long NANOS = 1_000_000;
    private final long nanos;

    Phase(long millis) {
      this.nanos = millis * NANOS;
    }
  }

  /// What becomes of a connection once an answer is written.
  enum After {
    KEEP,
    CLOSE,
    DRAIN
  }

  /// Stands for all users that could not be found out.
  static final String UNKNOWN = "";

  /// Stands for all users that have not been looked up.
  static final String PENDING = "?";

  private static final int MOST_DRAINED = 64 * 1024;

  private final SocketChannel channel;
  private final HeadReader heads;
  private @Nullable SelectionKey key;
  private @Nullable ByteBuffer output;
  private Phase phase = Phase.FIRST_BYTE;
  private long deadline;
  private String user = PENDING;
  private @Nullable Runnable whenUserIsKnown;
  private After after = After.KEEP;
  private boolean served;
  private int drained;
  private boolean queued;

  /// @param buffers for its requests
  /// @param now a time of [System#nanoTime]
  Connection(SocketChannel channel, HeadBuffers buffers, long now) {
    this.channel = channel;
    this.heads = new HeadReader(buffers);
    enter(Phase.FIRST_BYTE, now);
  }

  SocketChannel channel() {
    return channel;
  }

  /// Whether it is among the [ReadyConnections].
  boolean isQueued() {
    return queued;
  }

  /// Only for [ReadyConnections].
  void queued(boolean queued) {
    this.queued = queued;
  }

  SocketAddress peer() throws IOException {
    return channel.getRemoteAddress();
  }

  /// The ID of the user who opened it, or [#UNKNOWN] or [#PENDING].
  String user() {
    return user;
  }

  void foundUser(Optional<String> found) {
    user = found.orElse(UNKNOWN);
  }

  /// @param action runs once the user has been looked up
  void whenUserIsKnown(Runnable action) {
    whenUserIsKnown = action;
  }

  /// Runs what waits for that.
  void userIsKnown() {
    var action = whenUserIsKnown;
    whenUserIsKnown = null;
    if (action != null) {
      action.run();
    }
  }

  /// It got what it asked for.
  void serve() {
    served = true;
  }

  /// Whether it has ever got what it asked for, as only those who may have it do.
  boolean wasServed() {
    return served;
  }

  Phase phase() {
    return phase;
  }

  long deadline() {
    return deadline;
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  void enter(Phase next, long now) {
    phase = next;
    deadline = now + next.nanos;
  }

  void register(SelectionKey registered) {
    key = registered;
    listen();
  }

  /// What it is woken for from now on.
  void listen() {
    if (key != null && key.isValid()) {
      var wanted =
          switch (phase) {
            case ANSWER -> 0;
            case WRITE -> SelectionKey.OP_WRITE;
            default -> SelectionKey.OP_READ;
          };
      if (key.interestOps() != wanted) {
        key.interestOps(wanted);
      }
    }
  }

  /// Reads what there is, as far as there is room for it.
  ///
  /// @param buffer to be used meanwhile
  /// @return false if the client sends no more
  boolean read(ByteBuffer buffer, long now) throws IOException {
    if (phase == Phase.DRAIN) {
      return drain(buffer);
    }
    if (heads.room() == 0) {
      return true;
    }
    buffer.clear().limit(Math.min(buffer.capacity(), heads.room()));
    var count = channel.read(buffer);
    if (count > 0) {
      heads.add(buffer.flip());
      began(now);
    }
    return count >= 0;
  }

  /// Whether its next request can be answered: not before the one before it is.
  boolean takesRequests() {
    return isOpen()
        && after == After.KEEP
        && phase != Phase.ANSWER
        && phase != Phase.WRITE
        && phase != Phase.DRAIN;
  }

  /// The next request.
  Optional<RequestHead> next() throws BadRequest {
    return heads.next();
  }

  /// Whether there may be another request in what has been read.
  boolean hasMore() {
    return takesRequests() && !heads.isEmpty();
  }

  /// Writes as much as the client takes at once.
  void send(ByteBuffer response, After then, long now) throws IOException {
    output = response;
    after = then;
    enter(Phase.WRITE, now);
    write(now);
  }

  /// Resumes that.
  void write(long now) throws IOException {
    var left = output;
    if (left != null) {
      channel.write(left);
      if (left.hasRemaining()) {
        return;
      }
    }
    output = null;
    switch (after) {
      case KEEP -> keep(now);
      case CLOSE -> close();
      case DRAIN -> {
        heads.clear();
        channel.shutdownOutput();
        enter(Phase.DRAIN, now);
      }
    }
  }

  private void keep(long now) {
    enter(Phase.KEPT, now);
    began(now);
  }

  /// Drops it: what is under way there is in vain.
  void close() {
    heads.clear();
    try {
      channel.close();
    } catch (IOException e) {
      // it is of no more use either way
    }
  }

  private void began(long now) {
    if (!heads.isEmpty() && (phase == Phase.FIRST_BYTE || phase == Phase.KEPT)) {
      enter(Phase.HEAD, now);
    }
  }

  private boolean drain(ByteBuffer buffer) throws IOException {
    var count = channel.read(buffer.clear());
    drained += Math.max(count, 0);
    return count >= 0 && drained < MOST_DRAINED;
  }
}
