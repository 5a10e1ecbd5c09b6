package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Pause;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

/// Carries what comes to a Unix socket to a port of this process, which answers it: Java's HTTP
/// server listens on ports alone. The socket is for this user alone; whoever is to use it besides
/// is let in by its folder and its mode.
final class UnixSocketRelay implements AutoCloseable {
  private static final int BUFFER = 8192;

  /// Where no connection can be taken, as a rule for lack of descriptors, some are given back soon.
  private static final Duration AFTER_FAILURE = Duration.ofMillis(100);

  private static final int FILE_TYPE = 0xf000;
  private static final int SOCKET = 0xc000;

  private final ServerSocketChannel socket;
  private final Path path;
  private final InetSocketAddress target;
  private final Pause pause;

  private UnixSocketRelay(
      ServerSocketChannel socket, Path path, InetSocketAddress target, Pause pause) {
    this.socket = socket;
    this.path = path;
    this.target = target;
    this.pause = pause;
  }

  /// @param path that nothing else is at, but for a socket that no one listens at any longer
  /// @throws ProblemException unexpected
  static UnixSocketRelay start(Path path, InetSocketAddress target, Pause pause) {
    try {
      removeAbandoned(path);
      var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      socket.bind(UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      var relay = new UnixSocketRelay(socket, path, target, pause);
      daemon(relay::accept);
      return relay;
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-listen",
          "cannot listen at " + path + ": " + e.getMessage(),
          "name a path with --listen where nothing else is, of 107 bytes at most, in a folder where"
              + " this user may write");
    }
  }

  @Override
  public void close() {
    quietly(socket);
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // the next one to listen there takes it away
    }
  }

  private static void removeAbandoned(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path)) {
      throw new IOException("something else is there");
    }
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      throw new IOException("another program listens there");
    } catch (ConnectException e) {
      Files.delete(path);
    }
  }

  /// A regular file or a pipe refuses a connection as an abandoned socket does (inode(7)).
  private static boolean isSocket(Path path) throws IOException {
    var mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & FILE_TYPE) == SOCKET;
  }

  private void accept() {
    while (socket.isOpen()) {
      try {
        begin(socket.accept());
      } catch (IOException e) {
        waitForNext();
      }
    }
  }

  private void begin(SocketChannel client) {
    try {
      daemon(() -> relay(client));
    } catch (OutOfMemoryError noMoreThreads) {
      quietly(client);
    }
  }

  private void waitForNext() {
    if (socket.isOpen()) {
      pause.pause(AFTER_FAILURE);
    }
  }

  private static Thread daemon(Runnable work) {
    return Thread.ofPlatform().daemon().name("relay").start(work);
  }

  /// Ends when the server does, which is after a while where the client neither asks nor leaves.
  private void relay(SocketChannel client) {
    try (client;
        var server = SocketChannel.open(target)) {
      var answers =
          daemon(() -> {
            copy(server, client);
            quietly(client);
          });
      copy(client, server);
      answers.join();
    } catch (IOException | OutOfMemoryError e) {
      // one of the two has left, or there is no thread for the answers
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Until there is no more, which the other side is told.
  private static void copy(SocketChannel from, SocketChannel to) {
    var buffer = ByteBuffer.allocate(BUFFER);
    try {
      while (from.read(buffer) >= 0) {
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
        buffer.clear();
      }
      to.shutdownOutput();
    } catch (IOException e) {
      quietly(from);
      quietly(to);
    }
  }

  private static void quietly(Channel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      // it is of no more use either way
    }
  }
}
