package io.spiffeaws.spire;

import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.socket.nio.NioSocketChannel;
import io.grpc.netty.shaded.io.netty.handler.codec.http2.Http2SecurityUtil;
import io.grpc.netty.shaded.io.netty.handler.ssl.ApplicationProtocolConfig;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.JdkSslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.time.DurationText;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/// The API on the network, by mutual TLS: both sides show X509-SVIDs. TLS is the JDK's own, so that
/// no native library has to be unpacked.
final class GrpcServerOverTls implements ServerConnector {
  private final ServerAddress address;
  private final AdminIdentity identity;

  GrpcServerOverTls(ServerAddress address, AdminIdentity identity) {
    this.address = address;
    this.identity = identity;
  }

  /// gRPC's own retries stay on: they are of calls that the server has not begun, as it ends each
  /// connection after some minutes.
  @Override
  public NettyChannelBuilder channel() {
    return NettyChannelBuilder.forAddress(address.host(), address.port())
        .channelFactory(NioSocketChannel::new)
        .sslContext(tls())
        .disableServiceConfigLookUp();
  }

  private SslContext tls() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new AdminKeys(identity)},
          new TrustManager[] {new SpireServerTrust(address, identity)},
          null);
      return new JdkSslContext(
          context,
          true,
          Http2SecurityUtil.CIPHERS,
          SupportedCipherSuiteFilter.INSTANCE,
          new ApplicationProtocolConfig(
              ApplicationProtocolConfig.Protocol.ALPN,
              ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
              ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
              "h2"),
          ClientAuth.NONE,
          new String[] {"TLSv1.3", "TLSv1.2"},
          false);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  @Override
  public void prepare() {
    identity.current();
  }

  @Override
  public Problem problem(Status status, Duration timeout) {
    var words = Objects.requireNonNullElse(status.getDescription(), "");
    return switch (status.getCode()) {
      case DEADLINE_EXCEEDED -> timedOut(timeout);
      case UNAVAILABLE -> unavailable(status.getCause(), words);
      case PERMISSION_DENIED, UNAUTHENTICATED -> notAdmin();
      case UNIMPLEMENTED -> notServer();
      case RESOURCE_EXHAUSTED -> ServerProblems.tooLong();
      default -> ServerProblems.of(status.getCode().value(), words);
    };
  }

  private Problem unavailable(@Nullable Throwable cause, String words) {
    var untrusted = find(ServerNotTrusted.class, cause);
    if (untrusted.isPresent()) {
      return untrusted.get().problem();
    }
    if (find(UnknownHostException.class, cause).isPresent()) {
      return unreachable("unknown-server-host", "the host " + address.host() + " has no address");
    }
    if (find(ConnectException.class, cause).isPresent()) {
      return unreachable("server-down", "no connection can be made to " + address);
    }
    var tls = find(SSLException.class, cause);
    if (tls.isPresent()) {
      return String.valueOf(tls.get().getMessage()).contains("Received fatal alert")
          ? notAccepted()
          : notServer();
    }
    return words.contains("ALPN")
        ? notServer()
        : unreachable("server-unreachable", "cannot talk to a SPIRE server at " + address);
  }

  private static <T extends Throwable> Optional<T> find(Class<T> type, @Nullable Throwable thrown) {
    for (var cause = thrown; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return Optional.of(type.cast(cause));
      }
    }
    return Optional.empty();
  }

  private Problem notAdmin() {
    var id = identity.held().spiffeId();
    return new Problem.Refused(
        "not-an-administrator",
        "the SPIRE server at "
            + address
            + " does not let "
            + id
            + " do that: no entry of it has admin",
        "make it an administrator at the server's own socket: spiffe-aws register "
            + id
            + " --selector TYPE:VALUE --admin --server-socket PATH");
  }

  private Problem notAccepted() {
    var svid = identity.held();
    return new Problem.Refused(
        "svid-not-accepted",
        "the server at "
            + address
            + " does not accept the X509-SVID of "
            + svid.spiffeId()
            + ", which is valid until "
            + svid.expires(),
        "is it the server that this agent belongs to? Where it is, compare the clocks of both"
            + " machines");
  }

  private Problem timedOut(Duration timeout) {
    return new Problem.Unreachable(
        "server-timeout",
        "the SPIRE server at " + address + " did not answer within " + DurationText.print(timeout),
        "see whether the network lets this machine through to "
            + address
            + ", or allow more with --timeout");
  }

  private static Problem unreachable(String code, String message) {
    return new Problem.Unreachable(
        code,
        message,
        "start the SPIRE server, or name its host and port with --server-address, mostly port 8081");
  }

  private Problem notServer() {
    return new Problem.Malformed(
        "not-a-spire-server",
        "what listens at " + address + " is not a SPIRE server's API",
        "name the SPIRE server's own host and port with --server-address, mostly port 8081");
  }
}
