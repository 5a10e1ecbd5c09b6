package io.spiffeaws.credentials.endpoint;

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

/// Opens the socket that an endpoint listens at: a port of 127.0.0.1, or a Unix socket for this
/// user alone; others get access to that by its directory and its mode.
final class ListenSocket {
  static final String LOOPBACK = "127.0.0.1";

  /// As much as Linux grants by default (`net.core.somaxconn`), for bursts.
  private static final int BACKLOG = 4096;

  private static final int FILE_TYPE = 0xf000;
  private static final int SOCKET = 0xc000;

  private ListenSocket() {}

  /// @throws ProblemException unexpected, if the port is not free, or if there is something else at
  ///   the path than a socket that no program listens at any longer
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
        // the next one to listen there takes it away
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
          "see what listens there, or choose another port with --listen");
    }
  }

  private static ServerSocketChannel open(Path path) {
    try {
      removeAbandoned(path);
      var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
      bound(socket, UnixDomainSocketAddress.of(path));
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      return socket;
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-listen",
          "cannot listen at " + path + ": " + e.getMessage(),
          "name a path with --listen where nothing else is, of 107 bytes at most, in a folder where"
              + " this user may write");
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
}
