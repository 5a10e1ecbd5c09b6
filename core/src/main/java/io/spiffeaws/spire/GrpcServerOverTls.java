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

/// Connects to the API over the network with mutual TLS: both sides present X509-SVIDs. It uses the
/// JDK's TLS, so that no native library has to be unpacked.
final class GrpcServerOverTls implements GrpcServerConnector {
  private final ServerAddress address;
  private final AdminIdentity identity;

  GrpcServerOverTls(ServerAddress address, AdminIdentity identity) {
    this.address = address;
    this.identity = identity;
  }

  /// Returns the channel, with gRPC's own retries enabled. The server closes each connection after
  /// some minutes; gRPC retries only calls that the server has not started.
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
      return unreachable("unknown-server-host", "cannot resolve the host " + address.host());
    }
    if (find(ConnectException.class, cause).isPresent()) {
      return unreachable("server-down", "cannot connect to " + address);
    }
    var tls = find(SSLException.class, cause);
    if (tls.isPresent()) {
      return String.valueOf(tls.get().getMessage()).contains("Received fatal alert")
          ? notAccepted()
          : notServer();
    }
    return words.contains("ALPN")
        ? notServer()
        : unreachable("server-unreachable", "cannot connect to a SPIRE server at " + address);
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
            + " denied the request of "
            + id
            + ": none of its registration entries has admin",
        "to make it an administrator, run on the server's host: spiffe-aws register "
            + id
            + " "
            + CallerSelectors.options()
            + " --admin");
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
        "check that the agent belongs to this server, and compare the clocks of both machines");
  }

  private Problem timedOut(Duration timeout) {
    return new Problem.Unreachable(
        "server-timeout",
        "the SPIRE server at " + address + " did not answer within " + DurationText.print(timeout),
        "check the network between this machine and " + address + ", or increase --timeout");
  }

  private static Problem unreachable(String code, String message) {
    return new Problem.Unreachable(
        code,
        message,
        "start the SPIRE server, or specify its host and port (usually 8081) with"
            + " --server-address");
  }

  private Problem notServer() {
    return new Problem.Malformed(
        "not-a-spire-server",
        "the service at " + address + " is not a SPIRE server's API",
        "specify the SPIRE server's host and port (usually 8081) with --server-address");
  }
}
