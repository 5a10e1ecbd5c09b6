package io.spiffeaws.credentials.endpoint;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A connection of a client, and its state. Not thread-safe: it belongs to the thread of its
/// [EndpointLoop].
final class Connection {
  /// What a connection waits for, and the limit of that wait.
  enum Phase {
    /// The first byte of its first request.
    FIRST_BYTE(2_000),
    /// The rest of a head, counted from the first byte of the head.
    HEAD(5_000),
    /// The next request.
    KEPT(30_000),
    /// The response, which has a shorter deadline of its own.
    ANSWER(10_000),
    /// The client to receive the response.
    WRITE(5_000),
    /// The client to stop sending after the last response. If the server closed the connection
    /// earlier, the connection would be reset and the response lost (RFC 9112, section 9.6).
    DRAIN(1_000);

    private static final long NANOS = 1_000_000;
    private final long nanos;

    Phase(long millis) {
      this.nanos = millis * NANOS;
    }
  }

  /// What happens to a connection after a response has been written.
  enum After {
    KEEP,
    CLOSE,
    DRAIN
  }

  /// The user of a connection whose user could not be determined.
  static final String UNKNOWN = "";

  /// The user of a connection that has not been looked up yet.
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

  /// Whether it is in the [ReadyConnections].
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

  /// Returns the ID of the user who opened it, [#UNKNOWN] or [#PENDING].
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

  /// Runs the action that waits for the user.
  void userIsKnown() {
    var action = whenUserIsKnown;
    whenUserIsKnown = null;
    if (action != null) {
      action.run();
    }
  }

  /// Records a successful response.
  void serve() {
    served = true;
  }

  /// Whether it has ever received a successful response, as only allowed clients do.
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

  /// Sets the operations that wake it from now on.
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

  /// Reads the available bytes, as far as there is space for them.
  ///
  /// @param buffer for temporary use
  /// @return false if the client has stopped sending
  boolean read(ByteBuffer buffer, long now) throws IOException {
    if (phase == Phase.DRAIN) {
      return drain(buffer);
    }
    if (heads.space() == 0) {
      return true;
    }
    buffer.clear().limit(Math.min(buffer.capacity(), heads.space()));
    var count = channel.read(buffer);
    if (count > 0) {
      heads.add(buffer.flip());
      began(now);
    }
    return count >= 0;
  }

  /// Whether its next request can be answered: only after the previous one.
  boolean acceptsRequests() {
    return isOpen()
        && after == After.KEEP
        && phase != Phase.ANSWER
        && phase != Phase.WRITE
        && phase != Phase.DRAIN;
  }

  /// Returns the next request, if it is complete.
  Optional<RequestHead> next() throws BadRequest {
    return heads.next();
  }

  /// Whether another request may be in the bytes that have been read.
  boolean hasMore() {
    return acceptsRequests() && !heads.isEmpty();
  }

  /// Writes as much as the client receives at once.
  void send(ByteBuffer response, After then, long now) throws IOException {
    output = response;
    after = then;
    enter(Phase.WRITE, now);
    write(now);
  }

  /// Continues to write the response.
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

  /// Closes it and discards its pending work.
  void close() {
    heads.clear();
    try {
      channel.close();
    } catch (IOException e) {
      // it is discarded anyway
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
