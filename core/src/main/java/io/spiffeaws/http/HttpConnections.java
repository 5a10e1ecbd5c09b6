package io.spiffeaws.http;

import java.io.IOException;
import java.net.Authenticator;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/// Opens HTTP connections through the proxies of the environment, with the given CAs and timeouts.
/// Redirects are not followed and nothing is cached. Thread-safe.
public final class HttpConnections {
  /// A system property of the JDK, read when its first connection is opened. Most proxies require a
  /// password with the scheme Basic, which the JDK disables for tunnels by default.
  private static final String SCHEMES = "jdk.http.auth.tunneling.disabledSchemes";

  private final Proxies proxies;
  private final Duration timeout;
  private final Supplier<Optional<SSLSocketFactory>> sockets;

  /// @param caBundle PEM file of the only CAs to trust; if empty, the JDK's CAs. It is read when
  ///   the first https connection is opened.
  /// @param timeout of connecting, and of each read
  public HttpConnections(Proxies proxies, Optional<Path> caBundle, Duration timeout) {
    if (System.getProperty(SCHEMES) == null) {
      System.setProperty(SCHEMES, "");
    }
    this.proxies = proxies;
    this.timeout = timeout;
    this.sockets = once(() -> caBundle.map(file -> CaBundle.read(file).tls().getSocketFactory()));
  }

  /// Opens a connection, which is not connected yet.
  ///
  /// @param address an http or https URL
  /// @throws ProblemException malformed, if a variable does not contain the address of a proxy, or
  ///   the CA bundle cannot be read
  public HttpURLConnection open(URI address) throws IOException {
    var proxy = proxies.to(address);
    var connection =
        (HttpURLConnection)
            address.toURL().openConnection(proxy.map(ProxyServer::proxy).orElse(Proxy.NO_PROXY));
    proxy.flatMap(ProxyServer::login).ifPresent(login -> connection.setAuthenticator(of(login)));
    if (connection instanceof HttpsURLConnection https) {
      sockets.get().ifPresent(https::setSSLSocketFactory);
    }
    var millis = Math.toIntExact(timeout.toMillis());
    connection.setConnectTimeout(millis);
    connection.setReadTimeout(millis);
    connection.setUseCaches(false);
    connection.setInstanceFollowRedirects(false);
    return connection;
  }

  /// Connects to a server, through its proxy if there is one. With https, TLS is established and
  /// the certificate is checked against the host name.
  ///
  /// @param address an http or https URL
  /// @return a socket whose reads have the timeout
  /// @throws ProblemException as [#open]
  Socket connect(URI address) throws IOException {
    var proxy = proxies.to(address);
    var host = address.getHost();
    var millis = Math.toIntExact(timeout.toMillis());
    var socket = new Socket();
    try {
      if (proxy.isPresent() && isSecure(address)) {
        ProxyTunnel.open(socket, proxy.get(), host, port(address), millis);
      } else {
        socket.connect(
            proxy
                .map(ProxyServer::address)
                .orElseGet(() -> new InetSocketAddress(host, port(address))),
            millis);
      }
      socket.setSoTimeout(millis);
      socket.setTcpNoDelay(true); // else a request waits for the ACK of the handshake's end, 40 ms
      return isSecure(address) ? secured(socket, host, port(address)) : socket;
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private Socket secured(Socket socket, String host, int port) throws IOException {
    var factory = sockets.get().orElseGet(HttpsURLConnection::getDefaultSSLSocketFactory);
    var secured = (SSLSocket) factory.createSocket(socket, host, port, true);
    var parameters = secured.getSSLParameters();
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }

  /// Returns the value of the header `Host`: with the port if it is not the default one.
  static String host(URI address) {
    var usual = address.getPort() < 0 || address.getPort() == (isSecure(address) ? 443 : 80);
    return usual ? address.getHost() : address.getHost() + ":" + address.getPort();
  }

  static boolean isSecure(URI address) {
    return "https".equalsIgnoreCase(address.getScheme());
  }

  private static int port(URI address) {
    return address.getPort() >= 0 ? address.getPort() : isSecure(address) ? 443 : 80;
  }

  /// Returns the proxy for an address; empty if it is reached directly.
  ///
  /// @throws ProblemException malformed, if the variable does not contain the address of a proxy
  public Optional<ProxyServer> proxy(URI address) {
    return proxies.to(address);
  }

  /// Authenticates to the proxy, never to the server behind it.
  static Authenticator of(ProxyServer.Login login) {
    return new Authenticator() {
      @Override
      protected @Nullable PasswordAuthentication getPasswordAuthentication() {
        return getRequestorType() == RequestorType.PROXY
            ? new PasswordAuthentication(login.user(), login.password().reveal().toCharArray())
            : null;
      }
    };
  }

  private static <T> Supplier<T> once(Supplier<T> supplier) {
    return new Supplier<>() {
      private @Nullable T value;

      @Override
      public synchronized T get() {
        var known = value;
        if (known == null) {
          known = supplier.get();
          value = known;
        }
        return known;
      }
    };
  }
}
