package io.spiffeaws.sandbox.socket;

import io.grpc.BindableService;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Metadata;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A gRPC server on a Unix socket. Methods run on the server's own threads. [PeerUser#CURRENT] is
/// their caller.
public final class UnixSocketServer implements AutoCloseable {
  /// Size of `sun_path` in `sockaddr_un` on Linux without the terminating zero (man 7 unix).
  private static final int MAX_PATH_BYTES = 107;

  /// Loggers of Netty, which warns through java.util.logging that Unix sockets do not support
  /// keep-alive. They are referenced here, because the JDK drops the level of a logger without
  /// references.
  private static final List<Logger> SILENCED =
      List.of(Logger.getLogger("io.grpc"), Logger.getLogger("io.grpc.netty.shaded.io.netty"));

  private final Path path;
  private final Server server;
  private final EventLoopGroup loop;
  private final ExecutorService executor;

  private UnixSocketServer(
      Path path, Server server, EventLoopGroup loop, ExecutorService executor) {
    this.path = path;
    this.server = server;
    this.loop = loop;
    this.executor = executor;
  }

  /// Starts a server.
  ///
  /// @param path of the socket; must not exist
  /// @throws ProblemException malformed if the path is too long for a socket; unexpected if the
  ///   socket cannot be created
  public static UnixSocketServer start(
      Path path, List<? extends BindableService> services, ServerInterceptor... interceptors) {
    checkLength(path);
    SILENCED.forEach(logger -> logger.setLevel(Level.OFF));
    var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var executor =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("socket-", 1).factory());
    var builder =
        NettyServerBuilder.forAddress(UnixDomainSocketAddress.of(path))
            .channelFactory(NioServerDomainSocketChannel::new)
            .bossEventLoopGroup(loop)
            .workerEventLoopGroup(loop)
            .executor(executor)
            .protocolNegotiator(new PeerUserNegotiator());
    for (var interceptor : interceptors) {
      builder.intercept(interceptor);
    }
    builder.intercept(new PeerInContext());
    services.forEach(builder::addService);
    var server = new UnixSocketServer(path, builder.build(), loop, executor);
    server.listen();
    return server;
  }

  private void listen() {
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw ProblemException.unexpected(
          "cannot-listen", "cannot create the socket " + path + ": " + e.getMessage(), "");
    }
  }

  private static void checkLength(Path path) {
    var length = path.toString().getBytes(StandardCharsets.UTF_8).length;
    if (length > MAX_PATH_BYTES) {
      throw ProblemException.malformed(
          "directory-too-long",
          "cannot create a socket at "
              + path
              + ": its path has "
              + length
              + " bytes, and Unix sockets allow at most "
              + MAX_PATH_BYTES,
          "specify a directory with a shorter path, for example --dir /tmp/sandbox");
    }
  }

  /// Cancels all calls and deletes the socket.
  @Override
  public void close() {
    server.shutdownNow();
    try {
      server.awaitTermination(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    executor.shutdownNow();
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      // deleting the directory will fail too and report it
    }
  }

  private static final class PeerInContext implements ServerInterceptor {
    @Override
    public <A, B> ServerCall.Listener<A> interceptCall(
        ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
      var peer = call.getAttributes().get(PeerUser.ATTRIBUTE);
      return Contexts.interceptCall(
          Context.current().withValue(PeerUser.CURRENT, peer), call, headers, next);
    }
  }
}
