package io.spiffeaws.workload;

import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.util.concurrent.DefaultThreadFactory;
import io.spiffeaws.call.NettyStart;
import java.net.UnixDomainSocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;

/// A connection to an agent. It uses the JDK's Unix sockets, so that no native library has to be
/// unpacked. Its threads are daemon threads.
final class GrpcAgentChannel implements AutoCloseable {
  /// The logger that is switched off: gRPC warns on standard error about socket options that Unix
  /// sockets do not have. The field keeps the logger strongly reachable; otherwise the logging
  /// framework discards it together with its level.
  private static final Logger GRPC = Logger.getLogger("io.grpc");

  static {
    NettyStart.prepare();
  }

  private final EventLoopGroup threads =
      new MultiThreadIoEventLoopGroup(
          1, new DefaultThreadFactory("workload-api", true), NioIoHandler.newFactory());
  private final ManagedChannel channel;

  GrpcAgentChannel(AgentAddress address) {
    GRPC.setLevel(Level.OFF);
    var builder =
        NettyChannelBuilder.forAddress(address.socket(), InsecureChannelCredentials.create())
            .eventLoopGroup(threads)
            .directExecutor()
            .disableRetry()
            .overrideAuthority("localhost")
            .maxInboundMessageSize(16 << 20);
    channel =
        (address.socket() instanceof UnixDomainSocketAddress
                ? builder.channelFactory(NioDomainSocketChannel::new, UnixDomainSocketAddress.class)
                : builder.channelFactory(NioSocketChannel::new))
            .build();
  }

  ManagedChannel channel() {
    return channel;
  }

  @Override
  public void close() {
    channel.shutdownNow();
    var _ = threads.shutdownGracefully(0, 0, TimeUnit.MILLISECONDS);
  }
}
