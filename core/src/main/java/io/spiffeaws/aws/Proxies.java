package io.spiffeaws.aws;

import io.spiffeaws.problem.ProblemException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The proxies that the environment names: `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY`, in capitals
/// or not, as other tools read them.
///
/// @param variables an environment variable; empty where it is unset
public record Proxies(Function<String, Optional<String>> variables) {
  private static final Pattern SEPARATOR = Pattern.compile("[\\s,|]+");

  /// The way to that address.
  ///
  /// @throws ProblemException malformed, where the variable is not the address of a proxy
  public Proxy to(URI address) {
    var name = address.getScheme().toUpperCase(Locale.ROOT) + "_PROXY";
    var proxy = either(name);
    return proxy.isEmpty() || isExempt(address.getHost())
        ? Proxy.NO_PROXY
        : proxy(name, proxy.get());
  }

  private Optional<String> either(String name) {
    return variables.apply(name).or(() -> variables.apply(name.toLowerCase(Locale.ROOT)));
  }

  /// `NO_PROXY` holds names, which stand for all below them too, and `*`, which is all.
  private boolean isExempt(String host) {
    for (var entry : SEPARATOR.split(either("NO_PROXY").orElse(""), -1)) {
      var name = entry.startsWith("*.") ? entry.substring(2) : entry;
      name = name.startsWith(".") ? name.substring(1) : name;
      if (name.equals("*")
          || (!name.isEmpty()
              && (host.equalsIgnoreCase(name)
                  || host.toLowerCase(Locale.ROOT)
                      .endsWith("." + name.toLowerCase(Locale.ROOT))))) {
        return true;
      }
    }
    return false;
  }

  private static Proxy proxy(String name, String text) {
    try {
      var uri = new URI(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
        var port = uri.getPort() < 0 ? 80 : uri.getPort();
        return new Proxy(Proxy.Type.HTTP, new InetSocketAddress(uri.getHost(), port));
      }
    } catch (URISyntaxException notAnAddress) {
      // said below
    }
    throw ProblemException.malformed(
        "malformed-proxy",
        name + " is not the address of a proxy",
        "write it as http://HOST:PORT, or unset it");
  }
}
