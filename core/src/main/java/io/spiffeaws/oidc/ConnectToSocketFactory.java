package io.spiffeaws.oidc;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.ssl.SSLSocketFactory;

/// Creates the sockets of an HTTPS connection. The TCP connection follows [ConnectTo]. The TLS
/// layer, which the JDK adds, uses the original host name for SNI and the certificate check.
final class ConnectToSocketFactory extends SSLSocketFactory {
  private final SSLSocketFactory tls;
  private final ConnectTo connectTo;

  ConnectToSocketFactory(SSLSocketFactory tls, ConnectTo connectTo) {
    this.tls = tls;
    this.connectTo = connectTo;
  }

  @Override
  public Socket createSocket() {
    return new RedirectedSocket(connectTo);
  }

  @Override
  public Socket createSocket(Socket socket, String host, int port, boolean autoClose)
      throws IOException {
    return tls.createSocket(socket, host, port, autoClose);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    var socket = createSocket();
    socket.connect(InetSocketAddress.createUnresolved(host, port));
    return tls.createSocket(socket, host, port, true);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress local, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public String[] getDefaultCipherSuites() {
    return tls.getDefaultCipherSuites();
  }

  @Override
  public String[] getSupportedCipherSuites() {
    return tls.getSupportedCipherSuites();
  }

  private static final class RedirectedSocket extends Socket {
    private final ConnectTo connectTo;

    RedirectedSocket(ConnectTo connectTo) {
      this.connectTo = connectTo;
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      super.connect(
          endpoint instanceof InetSocketAddress name
              ? connectTo.redirection(name.getHostString(), name.getPort()).orElse(name)
              : endpoint,
          timeout);
    }
  }
}
