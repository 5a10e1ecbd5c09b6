package io.spiffeaws.oidc;

import io.spiffeaws.http.Proxies;
import io.spiffeaws.http.ProxyServer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// How issuers are reached: at another address than the host's own, through a proxy, or directly.
///
/// @param connectTo goes first: a host that it names is reached past any proxy
public record IssuerRoutes(ConnectTo connectTo, Proxies proxies) {
  private static final int HTTPS = 443;

  /// Directly.
  public static final IssuerRoutes DIRECT = new IssuerRoutes(ConnectTo.NONE, Proxies.NONE);

  /// @param variables an environment variable; empty if it is unset
  /// @throws io.spiffeaws.problem.ProblemException malformed, as [ConnectTo#parse]
  public static IssuerRoutes of(Function<String, Optional<String>> variables) {
    return new IssuerRoutes(
        ConnectTo.parse(variables.apply("SPIFFE_AWS_CONNECT_TO").orElse("")),
        new Proxies(variables));
  }

  /// Without a proxy.
  public static IssuerRoutes by(ConnectTo connectTo) {
    return new IssuerRoutes(connectTo, Proxies.NONE);
  }

  static int port(URI url) {
    return url.getPort() == -1 ? HTTPS : url.getPort();
  }

  /// The proxy for that issuer; empty if it is reached without one.
  Optional<ProxyServer> proxy(URI url) {
    return proxies(url).to(url);
  }

  Proxies proxies(URI url) {
    return connectTo.detour(url.getHost(), port(url)).isPresent() ? Proxies.NONE : proxies;
  }
}
