package io.spiffeaws.http;

import io.spiffeaws.problem.Problem;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Explains failures of a proxy, as opposed to those of the server behind it.
public final class ProxyProblems {
  private static final int AUTHENTICATION_REQUIRED = 407;

  /// The JDK's message for a proxy that did not open a tunnel, with the proxy's status.
  private static final Pattern NO_TUNNEL =
      Pattern.compile("Unable to tunnel through proxy\\. Proxy returns \"HTTP/1\\.\\d (\\d{3}).*");

  private ProxyProblems() {}

  /// Explains an exception.
  ///
  /// @param proxy the proxy of the connection
  /// @param to the server behind it
  /// @param failure the exception; the first known exception in its causes decides
  /// @return empty if the proxy did not cause the failure
  public static Optional<Problem> of(ProxyServer proxy, URI to, Throwable failure) {
    for (var cause = failure; cause != null; cause = cause.getCause()) {
      var problem = ofCause(proxy, to.getHost(), cause);
      if (problem.isPresent()) {
        return problem;
      }
    }
    return Optional.empty();
  }

  /// Explains a status that the proxy returned instead of the server.
  ///
  /// @param status of the response
  /// @return empty if a proxy does not return that status
  public static Optional<Problem> ofStatus(ProxyServer proxy, int status) {
    return status == AUTHENTICATION_REQUIRED
        ? Optional.of(authentication(proxy))
        : Optional.empty();
  }

  private static Optional<Problem> ofCause(ProxyServer proxy, String host, Throwable cause) {
    return switch (cause) {
      case TunnelDenied refused -> Optional.of(noTunnel(proxy, host, refused.status()));
      case UnknownHostException _ ->
          Optional.of(unreachable(proxy, "its host name cannot be resolved"));
      case NoRouteToHostException _ -> Optional.of(unreachable(proxy, "there is no route to it"));
      case ConnectException _ -> Optional.of(unreachable(proxy, "it refused the connection"));
      case SocketTimeoutException e when isOfConnect(e.getMessage()) ->
          Optional.of(unreachable(proxy, "it did not accept the connection in time"));
      default -> ofMessage(proxy, host, cause.getMessage());
    };
  }

  private static boolean isOfConnect(@Nullable String message) {
    return String.valueOf(message).toLowerCase(Locale.ROOT).contains("connect");
  }

  private static Optional<Problem> ofMessage(
      ProxyServer proxy, String host, @Nullable String message) {
    var tunnel = NO_TUNNEL.matcher(String.valueOf(message));
    return tunnel.find()
        ? Optional.of(noTunnel(proxy, host, Integer.parseInt(tunnel.group(1))))
        : Optional.empty();
  }

  private static Problem noTunnel(ProxyServer proxy, String host, int status) {
    return status == AUTHENTICATION_REQUIRED
        ? authentication(proxy)
        : new Problem.Unreachable(
            "proxy-refused",
            "the proxy %s did not connect to %s: HTTP %d".formatted(proxy, host, status),
            "allow " + host + " in the proxy, or bypass the proxy: export NO_PROXY=" + host);
  }

  private static Problem authentication(ProxyServer proxy) {
    return new Problem.Unreachable(
        "proxy-authentication",
        "the proxy %s %s: HTTP 407"
            .formatted(
                proxy,
                proxy.login().isPresent()
                    ? "rejected the user and password in the variable"
                    : "requires a user and a password"),
        "specify %s as http://USER:PASSWORD@%s:%d, special characters as %%40"
            .formatted(proxy.variable(), proxy.host(), proxy.port()));
  }

  private static Problem unreachable(ProxyServer proxy, String why) {
    return new Problem.Unreachable(
        "proxy-unreachable",
        "the proxy " + proxy + " cannot be reached: " + why,
        "start the proxy or correct %s; if this machine needs no proxy, run: unset %s"
            .formatted(proxy.variable(), proxy.variable()));
  }
}
