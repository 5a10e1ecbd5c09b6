package io.spiffeaws.http;

import io.spiffeaws.secret.Secret;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// An HTTP proxy from the environment.
///
/// @param variable the environment variable that specifies it, in the case that is set
/// @param host its name or address
/// @param port 1 to 65535
/// @param login the user and password for the proxy; empty if the variable contains none
public record ProxyServer(String variable, String host, int port, Optional<Login> login) {
  /// The credentials of a user for a proxy (RFC 7617).
  ///
  /// @param password may be empty
  public record Login(String user, Secret password) {
    /// The value of `Proxy-Authorization`.
    Secret basic() {
      var pair = user + ":" + password.reveal();
      return Secret.of(
          "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }
  }

  /// Returns the proxy for the JDK. The name is resolved now; an unknown one fails on connecting.
  Proxy proxy() {
    return new Proxy(Proxy.Type.HTTP, address());
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /// Only its address and the variable, never the user and password.
  @Override
  public String toString() {
    var name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return name + ":" + port + " (" + variable + ")";
  }
}
