package io.spiffeaws.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HttpConnectionsTest {
  @Test
  void aConnectionHasATimeoutAndSendsAtOnce() throws Exception {
    var connections = new HttpConnections(Proxies.NONE, Optional.empty(), Duration.ofSeconds(7));
    try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        var socket =
            connections.connect(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/"))) {
      assertThat(socket.getSoTimeout()).isEqualTo(7_000);
      assertThat(socket.getTcpNoDelay()).isTrue();
    }
  }
}
