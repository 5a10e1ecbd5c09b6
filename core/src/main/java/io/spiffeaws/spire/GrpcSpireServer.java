package io.spiffeaws.spire;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.stub.AbstractBlockingStub;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.call.NettyStart;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/// A connection to a SPIRE server's API over its Unix socket. It is made at the first call; each
/// call has the same deadline.
public final class GrpcSpireServer implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 64 << 20;

  /// Netty warns, through java.util.logging, that a Unix socket knows no keep-alive. The loggers
  /// are held, since the JDK forgets the level of one that nobody holds.
  private static final List<Logger> SILENCED =
      List.of(Logger.getLogger("io.grpc"), Logger.getLogger("io.grpc.netty.shaded.io.netty"));

  static {
    NettyStart.prepare();
  }

  private final Path socket;
  private final Duration timeout;
  private final CallLog calls;
  private final EventLoopGroup loop;
  private final ManagedChannel channel;

  public GrpcSpireServer(Path socket, Duration timeout, CallLog calls) {
    this.socket = socket.toAbsolutePath();
    this.timeout = timeout;
    this.calls = calls;
    SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    this.loop =
        new MultiThreadIoEventLoopGroup(
            1,
            Thread.ofPlatform().daemon().name("spire-server").factory(),
            NioIoHandler.newFactory());
    this.channel =
        NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(this.socket))
            .channelFactory(NioDomainSocketChannel::new, UnixDomainSocketAddress.class)
            .eventLoopGroup(loop)
            .directExecutor()
            .overrideAuthority("localhost")
            .usePlaintext()
            .disableRetry()
            .maxInboundMessageSize(MAX_ANSWER_BYTES)
            .build();
  }

  ManagedChannel channel() {
    return channel;
  }

  /// Makes one call.
  ///
  /// @param operation the API's name of it
  /// @throws ProblemException whatever came of it but an answer; missing, where the server said so
  <S extends AbstractBlockingStub<S>, T> T call(S stub, String operation, Function<S, T> call) {
    var started = System.nanoTime();
    var answer = Status.Code.OK;
    try {
      return call.apply(stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (StatusRuntimeException e) {
      answer = e.getStatus().getCode();
      throw new ProblemException(problem(e.getStatus()), e);
    } finally {
      calls.called(
          "spire-server",
          operation,
          Duration.ofNanos(System.nanoTime() - started),
          answer.toString());
    }
  }

  @Override
  public void close() {
    channel.shutdownNow();
    var _ = loop.shutdownGracefully(0, 0, TimeUnit.SECONDS);
  }

  private Problem problem(Status status) {
    var message = status.getDescription() == null ? "" : status.getDescription();
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED -> ServerProblems.timedOut(socket.toString(), timeout);
      case UNAVAILABLE -> unreachable(words(status.getCause()));
      case UNIMPLEMENTED -> notServer();
      case RESOURCE_EXHAUSTED ->
          new Problem.Unexpected(
              "answer-too-long", "the SPIRE server's answer is longer than 64 MB", "");
      default -> ServerProblems.of(status.getCode().value(), message);
    };
  }

  private Problem unreachable(String cause) {
    try {
      Files.readAttributes(socket, BasicFileAttributes.class);
    } catch (NoSuchFileException e) {
      return unreachable("no-server-socket", "there is no socket at " + socket);
    } catch (AccessDeniedException e) {
      return denied();
    } catch (IOException e) {
      return unreachable("no-server-socket", "there is no usable socket at " + socket);
    }
    if (cause.contains("permission denied")) {
      return denied();
    }
    return cause.contains("connection refused")
        ? unreachable("server-down", "no SPIRE server listens at " + socket)
        : unreachable("server-unreachable", "cannot talk to a SPIRE server at " + socket);
  }

  private static Problem unreachable(String code, String message) {
    return new Problem.Unreachable(
        code,
        message,
        "start the SPIRE server, or name its API socket with --server-socket or"
            + " SPIRE_SERVER_SOCKET");
  }

  private Problem denied() {
    return new Problem.Refused(
        "server-socket-denied",
        "this user may not open the SPIRE server's socket " + socket,
        "run it as the server's user or with sudo, or reach the server with --server-exec");
  }

  private Problem notServer() {
    return new Problem.Malformed(
        "not-a-spire-server",
        "what listens at " + socket + " is not a SPIRE server's API",
        "name the server's own socket with --server-socket; an agent's socket is another one");
  }

  private static String words(@Nullable Throwable thrown) {
    var words = new StringBuilder();
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      words.append(cause.getMessage()).append(' ');
    }
    return words.toString().toLowerCase(Locale.ROOT);
  }
}
