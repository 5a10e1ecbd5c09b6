package io.spiffeaws.credentials.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.spiffeaws.file.FileAccess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the sidecar of a pod needs: a probe, and a token that the group may read.
class CheckEndpointTest {
  @TempDir private Path directory;

  @Test
  void succeedsIfCredentialsAreServed() throws IOException {
    var server = server(200);
    try {
      assertThatCode(() -> check(server.getAddress().getPort())).doesNotThrowAnyException();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void failsIfNoneAreServed() throws IOException {
    var server = server(503);
    var port = server.getAddress().getPort();
    try {
      assertThatThrownBy(() -> check(port))
          .hasMessage(
              "no credentials are served at http://127.0.0.1:%d/healthz: it answered 503"
                  .formatted(port));
    } finally {
      server.stop(0);
    }
    assertThatThrownBy(() -> check(port)).hasMessageEndingWith("no answer");
  }

  @Test
  void aTokenFileHasTheSpecifiedMode() throws IOException {
    var file = directory.resolve("token");
    AuthorizationToken.prepare(file, FileAccess.mode("0640"));
    var token = AuthorizationToken.of(file, new Random(1));
    assertThat(Files.readString(file)).isEqualTo(token.reveal());
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
    AuthorizationToken.prepare(file, FileAccess.mode("0600"));
    assertThat(AuthorizationToken.of(file, new Random(2)).reveal()).isEqualTo(token.reveal());
  }

  private static void check(int port) {
    new CheckEndpoint(Duration.ofSeconds(5)).run(port);
  }

  private static HttpServer server(int status) throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/healthz",
        exchange -> {
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
