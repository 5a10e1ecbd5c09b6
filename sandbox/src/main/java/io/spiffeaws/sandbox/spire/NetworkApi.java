package io.spiffeaws.sandbox.spire;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioServerSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2SecurityUtil;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.JdkSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;

/// SPIRE's API over TLS, on a port of this machine. A client may present an X509-SVID, which
/// determines its permissions (`pkg/server/endpoints/endpoints.go`).
final class NetworkApi implements AutoCloseable {
  private final Server server;
  private final EventLoopGroup loop;
  private final ExecutorService executor;

  private NetworkApi(Server server, EventLoopGroup loop, ExecutorService executor) {
    this.server = server;
    this.loop = loop;
    this.executor = executor;
  }

  /// Starts a server.
  ///
  /// @param port 0: any free port
  static NetworkApi start(
      int port,
      SSLContext tls,
      Administrators administrators,
      List<? extends BindableService> services) {
    var loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    var executor =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("spire-api-", 1).factory());
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    var builder =
        NettyServerBuilder.forAddress(address)
            .channelFactory(NioServerSocketChannel::new)
            .bossEventLoopGroup(loop)
            .workerEventLoopGroup(loop)
            .executor(executor)
            .sslContext(overHttp2(tls))
            .intercept(administrators);
    services.forEach(builder::addService);
    var api = new NetworkApi(builder.build(), loop, executor);
    api.listen();
    return api;
  }

  private static SslContext overHttp2(SSLContext tls) {
    return new JdkSslContext(
        tls,
        false,
        Http2SecurityUtil.CIPHERS,
        SupportedCipherSuiteFilter.INSTANCE,
        new ApplicationProtocolConfig(
            Protocol.ALPN,
            SelectorFailureBehavior.NO_ADVERTISE,
            SelectedListenerFailureBehavior.ACCEPT,
            "h2"),
        ClientAuth.OPTIONAL,
        new String[] {"TLSv1.3", "TLSv1.2"},
        false);
  }

  private void listen() {
    try {
      server.start();
    } catch (IOException e) {
      close();
      throw ProblemException.unexpected(
          "cannot-listen", "cannot listen on a port of this machine: " + e.getMessage(), "");
    }
  }

  /// Returns the address on which it listens, in the format of `--server-address`.
  String address() {
    return "127.0.0.1:" + server.getPort();
  }

  @Override
  public void close() {
    server.shutdownNow();
    loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
    executor.shutdownNow();
  }
}
