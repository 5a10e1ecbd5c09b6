package io.spiffeaws.http;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The proxies from the environment, as curl, Go and the AWS SDKs read them: `HTTPS_PROXY` for
/// https addresses, `HTTP_PROXY` for http ones, in upper or lower case, and [NoProxyList].
/// Thread-safe if the function is.
///
/// @param variables returns the value of an environment variable; empty if it is not set
public record Proxies(Function<String, Optional<String>> variables) {
  /// For an environment without proxies.
  public static final Proxies NONE = new Proxies(_ -> Optional.empty());

  /// Schemes of proxies that curl supports, and this program does not.
  private static final Pattern OTHER_SCHEME =
      Pattern.compile("(https|socks(?:4a?|5h?)?)://", Pattern.CASE_INSENSITIVE);

  private static final int DEFAULT_PORT = 80;
  private static final int HIGHEST_PORT = 65_535;

  /// Returns the proxy for an address; empty if it is reached directly.
  ///
  /// @throws ProblemException malformed, if the variable does not contain the address of a proxy
  public Optional<ProxyServer> to(URI address) {
    var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
    var port = address.getPort() >= 0 ? address.getPort() : scheme.equals("http") ? 80 : 443;
    return to(scheme, String.valueOf(address.getHost()), port);
  }

  /// Returns the proxy for a host and port that use TLS.
  ///
  /// @throws ProblemException malformed, if the variable does not contain the address of a proxy
  public Optional<ProxyServer> to(String host, int port) {
    return to("https", host, port);
  }

  private Optional<ProxyServer> to(String scheme, String host, int port) {
    var name = scheme + "_proxy";
    for (var variable : List.of(name.toUpperCase(Locale.ROOT), name)) {
      var text = value(variable);
      if (text.isPresent()) {
        return exempt().contains(host, port)
            ? Optional.empty()
            : Optional.of(parse(variable, text.get()));
      }
    }
    return Optional.empty();
  }

  private NoProxyList exempt() {
    return NoProxyList.parse(value("NO_PROXY").or(() -> value("no_proxy")).orElse(""));
  }

  private Optional<String> value(String variable) {
    return variables.apply(variable).map(String::strip).filter(text -> !text.isEmpty());
  }

  private static ProxyServer parse(String variable, String text) {
    try {
      var uri = new URI(text.contains("://") ? text : "http://" + text);
      var port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
      if (uri.getHost() != null
          && "http".equalsIgnoreCase(uri.getScheme())
          && port > 0
          && port <= HIGHEST_PORT) {
        var host = uri.getHost();
        var bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new ProxyServer(variable, bare, port, login(uri.getRawUserInfo()));
      }
    } catch (URISyntaxException | IllegalArgumentException notAnAddress) {
      // reported below
    }
    throw ProblemException.malformed(
        "malformed-proxy",
        "invalid value of " + variable + ": " + fault(text), // it may contain a password
        "specify it as http://HOST:PORT or http://USER:PASSWORD@HOST:PORT, or unset it");
  }

  /// Returns what is wrong with a value, without any part of it that may be secret.
  private static String fault(String text) {
    var scheme = OTHER_SCHEME.matcher(text);
    return scheme.lookingAt()
        ? "%s proxies are not supported, only http".formatted(scheme.group(1))
        : "expected an HTTP proxy";
  }

  private static Optional<ProxyServer.Login> login(@Nullable String userInfo) {
    if (userInfo == null || userInfo.isEmpty()) {
      return Optional.empty();
    }
    var colon = userInfo.indexOf(':');
    var user = colon < 0 ? userInfo : userInfo.substring(0, colon);
    var password = colon < 0 ? "" : userInfo.substring(colon + 1);
    return Optional.of(new ProxyServer.Login(decoded(user), Secret.of(decoded(password))));
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
