package io.spiffeaws.sandbox.socket;

import io.grpc.netty.shaded.io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiationEvent;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.shaded.io.grpc.netty.ProtocolNegotiationEvent;
import io.grpc.netty.shaded.io.netty.channel.Channel;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioChannelOption;
import io.grpc.netty.shaded.io.netty.util.AsciiString;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.UserPrincipal;
import jdk.net.ExtendedSocketOptions;

/// Adds the peer's user to the attributes of a connection. gRPC has no API for this: the address of
/// a Unix client contains no user, and a service cannot access the channel.
final class PeerUserNegotiator implements InternalProtocolNegotiator.ProtocolNegotiator {
  private final InternalProtocolNegotiator.ProtocolNegotiator plaintext =
      InternalProtocolNegotiators.serverPlaintext();

  @Override
  public AsciiString scheme() {
    return plaintext.scheme();
  }

  @Override
  public ChannelHandler newHandler(GrpcHttp2ConnectionHandler grpc) {
    return new AddPeerUser(plaintext.newHandler(grpc));
  }

  @Override
  public void close() {
    plaintext.close();
  }

  private static final class AddPeerUser extends ChannelInboundHandlerAdapter {
    private final ChannelHandler next;

    AddPeerUser(ChannelHandler next) {
      this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
      context.pipeline().addAfter(context.name(), null, next);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
      context.fireUserEventTriggered(
          event instanceof ProtocolNegotiationEvent negotiated
              ? withPeer(negotiated, context.channel())
              : event);
    }

    private static ProtocolNegotiationEvent withPeer(
        ProtocolNegotiationEvent event, Channel channel) {
      var peer = channel.config().getOption(NioChannelOption.of(ExtendedSocketOptions.SO_PEERCRED));
      return InternalProtocolNegotiationEvent.withAttributes(
          event,
          InternalProtocolNegotiationEvent.getAttributes(event).toBuilder()
              .set(PeerUser.ATTRIBUTE, new PeerUser(name(peer.user()), name(peer.group())))
              .build());
    }

    private static String name(UserPrincipal user) {
      return user.getName();
    }

    private static String name(GroupPrincipal group) {
      return group.getName();
    }
  }
}
