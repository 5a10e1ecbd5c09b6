package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.file.FileFailure;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Opens the socket of an endpoint: a port of 127.0.0.1, or a Unix socket for this user alone. Its
/// directory and its mode can allow other users to connect.
final class ListenSocket {
  static final String LOOPBACK = "127.0.0.1";

  /// Linux's default limit (`net.core.somaxconn`), for bursts.
  private static final int BACKLOG = 4096;

  private static final int FILE_TYPE = 0xf000;
  private static final int SOCKET = 0xc000;

  private ListenSocket() {}

  /// Opens the socket.
  ///
  /// @throws ProblemException unexpected, if the port is not free, or the path exists and is not a
  ///   stale socket
  static ServerSocketChannel open(ListenAddress address) {
    return switch (address) {
      case ListenAddress.Port(var number) -> open(number);
      case ListenAddress.Socket(var path) -> open(path);
    };
  }

  /// Deletes a Unix socket that was opened here.
  static void delete(ListenAddress address) {
    if (address instanceof ListenAddress.Socket(var path)) {
      try {
        Files.deleteIfExists(path);
      } catch (IOException e) {
        // the next process that listens there deletes it
      }
    }
  }

  private static ServerSocketChannel open(int port) {
    try {
      var socket = ServerSocketChannel.open(StandardProtocolFamily.INET);
      return bound(socket, new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port));
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-listen",
          "cannot listen on " + LOOPBACK + ":" + port + ": " + e.getMessage(),
          "to show what listens there, run: ss -ltnp; or specify another port with --listen");
    }
  }

  private static ServerSocketChannel open(Path path) {
    try {
      removeStale(path);
      var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      bound(socket, UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      return socket;
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-listen",
          "cannot listen at " + path + ": " + FileFailure.reason(e),
          "specify another path with --listen, of at most 107 bytes, in a directory that this user"
              + " can write to");
    }
  }

  private static ServerSocketChannel bound(ServerSocketChannel socket, SocketAddress address)
      throws IOException {
    try {
      return socket.bind(address, BACKLOG);
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path)) {
      throw new IOException("the path exists and is not a socket");
    }
    try (var _ = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      throw new IOException("another program already listens there");
    } catch (ConnectException e) {
      Files.delete(path);
    }
  }

  /// Whether the path is a socket. A regular file or a pipe rejects a connection like a stale
  /// socket (inode(7)).
  private static boolean isSocket(Path path) throws IOException {
    var mode = (int) Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return (mode & FILE_TYPE) == SOCKET;
  }
}
