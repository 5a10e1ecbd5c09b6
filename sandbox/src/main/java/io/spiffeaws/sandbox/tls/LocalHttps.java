package io.spiffeaws.sandbox.tls;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLContext;

/// Creates HTTPS servers on a free port of 127.0.0.1.
public final class LocalHttps {
  static {
    // The JDK's server writes the head and the body of a response separately. Without this, the
    // body waits for the acknowledgement of the head: 40 ms, if the client delays that.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private LocalHttps() {}

  /// Returns a server that is not started.
  public static HttpsServer server(SSLContext tls) throws IOException {
    var server =
        HttpsServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(tls));
    return server;
  }
}
