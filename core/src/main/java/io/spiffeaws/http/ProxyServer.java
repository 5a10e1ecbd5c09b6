package io.spiffeaws.http;

import io.spiffeaws.secret.Secret;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// An HTTP proxy that the environment names.
///
/// @param variable the environment variable that names it, as it is written there
/// @param host its name or address
/// @param port 1 to 65535
/// @param login the user and password that it is given; empty if the variable has none
public record ProxyServer(String variable, String host, int port, Optional<Login> login) {
  /// What a proxy is told of the user (RFC 7617).
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

  /// For the JDK. A name is resolved now, and an unknown one is told when it is connected to.
  Proxy proxy() {
    return new Proxy(Proxy.Type.HTTP, address());
  }

  InetSocketAddress address() {
    return new InetSocketAddress(host, port);
  }

  /// Its address and the variable that names it, never what else is in there.
  @Override
  public String toString() {
    var name = host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
    return name + ":" + port + " (" + variable + ")";
  }
}
