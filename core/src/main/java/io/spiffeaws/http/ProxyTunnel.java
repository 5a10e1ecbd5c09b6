package io.spiffeaws.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Opens connections through a proxy for a client with its own TLS (RFC 9110, section 9.3.6).
public final class ProxyTunnel {
  private static final int LONGEST_HEAD = 16 * 1024;
  private static final Pattern STATUS =
      Pattern.compile("HTTP/1\\.\\d (\\d{3})\\b.*", Pattern.DOTALL);
  private static final String END = "\r\n\r\n";
  private static final int OK = 200;

  private ProxyTunnel() {}

  /// Connects to the proxy and requests a tunnel to the host. After that the socket is connected to
  /// the host.
  ///
  /// @param socket not connected yet
  /// @param host a name, which the proxy resolves, or an address
  /// @param millis the timeout of connecting, and of each read
  /// @throws IOException if the tunnel cannot be opened; [ProxyProblems] explains it
  public static void open(Socket socket, ProxyServer proxy, String host, int port, int millis)
      throws IOException {
    var address = proxy.address();
    if (address.isUnresolved()) {
      throw new UnknownHostException(proxy.host());
    }
    socket.connect(address, millis);
    socket.setSoTimeout(millis);
    var target =
        (host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host) + ":" + port;
    var request =
        "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + "\r\n" + login(proxy) + "\r\n";
    socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
    var status = STATUS.matcher(head(socket));
    if (!status.matches()) {
      throw new IOException("the proxy sent no HTTP response");
    }
    if (Integer.parseInt(status.group(1)) / 100 * 100 != OK) {
      throw new TunnelDenied(Integer.parseInt(status.group(1)));
    }
  }

  private static String login(ProxyServer proxy) {
    return proxy
        .login()
        .map(login -> "Proxy-Authorization: " + login.basic().reveal() + "\r\n")
        .orElse("");
  }

  /// Reads byte by byte, since the bytes after the head come from the server.
  private static String head(Socket socket) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var stream = socket.getInputStream();
    var text = "";
    while (!text.endsWith(END)) {
      var next = stream.read();
      if (next < 0 || bytes.size() == LONGEST_HEAD) {
        throw new IOException("the proxy's response is incomplete or too long");
      }
      bytes.write(next);
      text = next == '\n' ? bytes.toString(StandardCharsets.ISO_8859_1) : "";
    }
    return text;
  }
}
