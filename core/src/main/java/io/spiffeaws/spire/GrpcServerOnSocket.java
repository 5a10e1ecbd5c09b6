package io.spiffeaws.spire;

import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.spiffeaws.problem.Problem;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Connects to the API on the server's Unix socket.
final class GrpcServerOnSocket implements GrpcServerConnector {
  private final Path socket;

  /// @param socket the absolute path
  GrpcServerOnSocket(Path socket) {
    this.socket = socket;
  }

  @Override
  public NettyChannelBuilder channel() {
    return NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
        .channelFactory(NioDomainSocketChannel::new, UnixDomainSocketAddress.class)
        .overrideAuthority("localhost")
        .usePlaintext()
        .disableRetry();
  }

  @Override
  public void prepare() {
    // a user who may open the socket has all permissions
  }

  @Override
  public Problem problem(Status status, Duration timeout) {
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED -> ServerProblems.timedOut(socket.toString(), timeout);
      case UNAVAILABLE -> unreachable(words(status.getCause()));
      case UNIMPLEMENTED -> notServer();
      case RESOURCE_EXHAUSTED -> ServerProblems.tooLong();
      default ->
          ServerProblems.of(
              status.getCode().value(), Objects.requireNonNullElse(status.getDescription(), ""));
    };
  }

  private Problem unreachable(String cause) {
    try {
      Files.readAttributes(socket, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return unreachable("no-server-socket", "no SPIRE server socket at " + socket);
    } catch (AccessDeniedException e) {
      return denied();
    } catch (IOException e) {
      return unreachable("no-server-socket", "no usable socket at " + socket);
    }
    if (cause.contains("permission denied")) {
      return denied();
    }
    return cause.contains("connection refused")
        ? unreachable("server-down", "no SPIRE server listens at " + socket)
        : unreachable("server-unreachable", "cannot connect to a SPIRE server at " + socket);
  }

  private static Problem unreachable(String code, String message) {
    return new Problem.Unreachable(
        code,
        message,
        "start the SPIRE server, or specify its API socket with --server-socket or"
            + " SPIRE_SERVER_SOCKET");
  }

  private Problem denied() {
    return new Problem.Refused(
        "server-socket-denied",
        "this user has no permission to open the SPIRE server's socket " + socket,
        "run the command as the server's user or with sudo, or connect over the network with"
            + " --server-address, or through a shell with --server-exec");
  }

  private Problem notServer() {
    return new Problem.Malformed(
        "not-a-spire-server",
        "the service at " + socket + " is not a SPIRE server's API",
        "specify the server's API socket with --server-socket, not the agent's socket");
  }

  private static String words(@Nullable Throwable thrown) {
    var words = new StringBuilder();
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      words.append(cause.getMessage()).append(' ');
    }
    return words.toString().toLowerCase(Locale.ROOT);
  }
}
