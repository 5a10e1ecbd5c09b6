package io.spiffeaws.oidc;

import io.spiffeaws.http.Proxies;
import io.spiffeaws.http.ProxyServer;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;

/// The routes to issuers: an address set by [ConnectTo], a proxy, or a direct connection.
///
/// @param connectTo takes precedence: a host that matches a rule is connected to without a proxy
/// @param proxies the proxies for all other hosts
public record IssuerRoutes(ConnectTo connectTo, Proxies proxies) {
  private static final int HTTPS = 443;

  /// Connects to every issuer directly.
  public static final IssuerRoutes DIRECT = new IssuerRoutes(ConnectTo.NONE, Proxies.NONE);

  /// Creates routes from environment variables.
  ///
  /// @param variables returns the value of a variable, or empty if it is unset
  /// @throws io.spiffeaws.problem.ProblemException malformed, as for [ConnectTo#parse]
  public static IssuerRoutes of(Function<String, Optional<String>> variables) {
    return new IssuerRoutes(
        ConnectTo.parse(variables.apply("SPIFFE_AWS_CONNECT_TO").orElse("")),
        new Proxies(variables));
  }

  /// Creates routes without a proxy.
  public static IssuerRoutes by(ConnectTo connectTo) {
    return new IssuerRoutes(connectTo, Proxies.NONE);
  }

  static int port(URI url) {
    return url.getPort() == -1 ? HTTPS : url.getPort();
  }

  /// Returns the proxy for an issuer, or empty if it is connected to directly.
  Optional<ProxyServer> proxy(URI url) {
    return proxies(url).to(url);
  }

  Proxies proxies(URI url) {
    return connectTo.redirection(url.getHost(), port(url)).isPresent() ? Proxies.NONE : proxies;
  }
}
