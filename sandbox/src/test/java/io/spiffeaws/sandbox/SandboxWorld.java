package io.spiffeaws.sandbox;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.nio.NioIoHandler;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.grpc.stub.MetadataUtils;
import io.spiffe.workloadapi.grpc.SpiffeWorkloadAPIGrpc;
import io.spiffeaws.spire.proto.agent.AgentGrpc;
import io.spiffeaws.spire.proto.bundle.BundleGrpc;
import io.spiffeaws.spire.proto.entry.EntryGrpc;
import io.spiffeaws.spire.proto.localauthority.LocalAuthorityGrpc;
import io.spiffeaws.spire.proto.types.Entry;
import io.spiffeaws.spire.proto.types.SPIFFEID;
import io.spiffeaws.spire.proto.types.Selector;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A sandbox and plain clients of its two sockets.
final class SandboxWorld implements AutoCloseable {
  private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final Path directory;
  private final Sandbox sandbox;
  private final ManagedChannel server;
  private final ManagedChannel agent;

  SandboxWorld() throws IOException {
    directory = Files.createTempDirectory("sw");
    sandbox =
        Sandbox.start(
            new SandboxSettings(
                directory.resolve("w"), Duration.ofMinutes(5), Duration.ZERO, Clock.systemUTC()));
    server = channel(sandbox.directory().resolve("server.sock"));
    agent = channel(sandbox.directory().resolve("agent.sock"));
  }

  Sandbox sandbox() {
    return sandbox;
  }

  Map<String, String> environment() {
    return sandbox.environment();
  }

  EntryGrpc.EntryBlockingStub entries() {
    return EntryGrpc.newBlockingStub(server);
  }

  AgentGrpc.AgentBlockingStub agents() {
    return AgentGrpc.newBlockingStub(server);
  }

  BundleGrpc.BundleBlockingStub bundles() {
    return BundleGrpc.newBlockingStub(server);
  }

  LocalAuthorityGrpc.LocalAuthorityBlockingStub authorities() {
    return LocalAuthorityGrpc.newBlockingStub(server);
  }

  /// Returns a client of the Workload API that sends the required header.
  SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIBlockingStub workload() {
    var header = new Metadata();
    header.put(Metadata.Key.of("workload.spiffe.io", Metadata.ASCII_STRING_MARSHALLER), "true");
    return bareWorkload().withInterceptors(MetadataUtils.newAttachHeadersInterceptor(header));
  }

  SpiffeWorkloadAPIGrpc.SpiffeWorkloadAPIBlockingStub bareWorkload() {
    return SpiffeWorkloadAPIGrpc.newBlockingStub(agent);
  }

  /// Returns a selector that matches this process.
  static String ownUid() throws IOException {
    return "unix:uid:" + Files.getAttribute(Path.of("/proc/self"), "unix:uid");
  }

  static SPIFFEID id(String path) {
    return SPIFFEID.newBuilder().setTrustDomain("example.org").setPath(path).build();
  }

  static Selector selector(String text) {
    var colon = text.indexOf(':');
    return Selector.newBuilder()
        .setType(text.substring(0, colon))
        .setValue(text.substring(colon + 1))
        .build();
  }

  /// Returns an entry whose parent is the agent's alias.
  static Entry.Builder entry(String path, String... selectors) {
    var entry = Entry.newBuilder().setSpiffeId(id(path)).setParentId(id("/host"));
    for (var text : selectors) {
      entry.addSelectors(selector(text));
    }
    return entry;
  }

  @Override
  public void close() throws IOException {
    server.shutdownNow();
    agent.shutdownNow();
    loop.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    sandbox.close();
    Files.delete(directory);
  }

  private ManagedChannel channel(Path socket) {
    return NettyChannelBuilder.forAddress(UnixDomainSocketAddress.of(socket))
        .channelType(NioDomainSocketChannel.class)
        .eventLoopGroup(loop)
        .overrideAuthority("localhost")
        .usePlaintext()
        .build();
  }
}
