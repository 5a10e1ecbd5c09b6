package io.spiffeaws.spire;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.stub.AbstractBlockingStub;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.call.NettyStart;
import io.spiffeaws.problem.ProblemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A connection to a SPIRE server's API. It connects at the first call. Each call has the same
/// timeout.
public final class GrpcSpireServer implements AutoCloseable {
  private static final int MAX_ANSWER_BYTES = 64 << 20;

  /// The loggers that are switched off. Netty warns, through java.util.logging, that a Unix socket
  /// has no keep-alive. The field keeps the loggers strongly reachable; otherwise the JDK discards
  /// them together with their level.
  private static final List<Logger> SILENCED =
      List.of(Logger.getLogger("io.grpc"), Logger.getLogger("io.grpc.netty.shaded.io.netty"));

  static {
    NettyStart.prepare();
  }

  private final GrpcServerConnector connector;
  private final Duration timeout;
  private final CallLog calls;
  private final EventLoopGroup loop;
  private final ManagedChannel channel;

  /// Connects over the server's Unix socket. A user who may open it has all permissions.
  public GrpcSpireServer(Path socket, Duration timeout, CallLog calls) {
    this(new GrpcServerOnSocket(socket.toAbsolutePath()), timeout, calls);
  }

  /// Connects over the network, with an identity whose registration entry has admin.
  public GrpcSpireServer(
      ServerAddress address, AdminIdentity identity, Duration timeout, CallLog calls) {
    this(new GrpcServerOverTls(address, identity), timeout, calls);
  }

  private GrpcSpireServer(GrpcServerConnector connector, Duration timeout, CallLog calls) {
    this.connector = connector;
    this.timeout = timeout;
    this.calls = calls;
    SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    this.loop =
        new MultiThreadIoEventLoopGroup(
            1,
            Thread.ofPlatform().daemon().name("spire-server").factory(),
            NioIoHandler.newFactory());
    this.channel =
        connector
            .channel()
            .eventLoopGroup(loop)
            .directExecutor()
            .maxInboundMessageSize(MAX_ANSWER_BYTES)
            .build();
  }

  ManagedChannel channel() {
    return channel;
  }

  /// Makes one call.
  ///
  /// @param operation the call's name in the API
  /// @throws ProblemException if the call fails; missing, if the server answers "not found"
  <S extends AbstractBlockingStub<S>, T> T call(S stub, String operation, Function<S, T> call) {
    connector.prepare();
    var started = System.nanoTime();
    var answer = Status.Code.OK;
    try {
      return call.apply(stub.withDeadlineAfter(timeout.toNanos(), TimeUnit.NANOSECONDS));
    } catch (StatusRuntimeException e) {
      answer = e.getStatus().getCode();
      throw new ProblemException(connector.problem(e.getStatus(), timeout), e);
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
}
