package io.spiffeaws.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.CaBundle;
import io.spiffeaws.problem.ProblemException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIssuerHandshakeTest {
  private static final URI URL = URI.create("https://oidc.example.org/keys");
  private static final Instant NOW = Instant.ofEpochSecond(System.currentTimeMillis() / 1000);

  @TempDir private Path directory;
  private final TestAuthority authority = new TestAuthority(NOW);
  private HttpsServer server;

  @BeforeEach
  void start() throws Exception {
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setHttpsConfigurator(new HttpsConfigurator(authority.server("oidc.example.org")));
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void trustedCaNeedNotBePublic() throws Exception {
    var inspection = handshake(authority, "oidc.example.org").inspect(URL);

    assertThat(inspection.fault()).isEmpty();
    assertThat(inspection.publicCa()).isFalse();
    assertThat(inspection.issuedBy()).isEqualTo("CN=test CA");
    assertThat(inspection.redirection()).isTrue();
    assertThat(inspection.reachable()).isFalse();
    assertThat(inspection.thumbprint()).matches("[0-9a-f]{40}");
  }

  @Test
  void unknownCasAndOtherNamesAreNotTrusted() throws Exception {
    assertThat(handshake(new TestAuthority(NOW), "oidc.example.org").inspect(URL).fault())
        .get()
        .asString()
        .contains("neither public nor trusted here: CN=test CA");
    assertThat(
            handshake(authority, "other.example.org")
                .inspect(URI.create("https://other.example.org/keys"))
                .fault())
        .get()
        .asString()
        .contains("for oidc.example.org, not for other.example.org");
  }

  @Test
  void refusedUnresolvedAndHangingHostsAreUnreachable() throws Exception {
    server.stop(0);
    assertThat(code(handshake(authority, "oidc.example.org"), URL)).isEqualTo("connection-refused");
    assertThat(
            code(
                new TlsIssuerHandshake(
                    Optional.empty(),
                    IssuerRoutes.DIRECT,
                    Duration.ofSeconds(20),
                    CallLog.NONE,
                    Clock.systemUTC()),
                URI.create("https://name.invalid/keys")))
        .isEqualTo("unknown-host");
    try (var deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var to = IssuerRoutes.by(ConnectTo.parse(":443:127.0.0.1:" + deaf.getLocalPort()));
      assertThat(
              code(
                  new TlsIssuerHandshake(
                      Optional.empty(), to, Duration.ofSeconds(2), CallLog.NONE, Clock.systemUTC()),
                  URL))
          .isEqualTo("issuer-tls-timed-out");
    }
  }

  private TlsIssuerHandshake handshake(TestAuthority trusted, String host) throws Exception {
    return new TlsIssuerHandshake(
        Optional.of(CaBundle.read(trusted.pem(directory)).trustManagers()[0]),
        IssuerRoutes.by(ConnectTo.parse(host + ":443:127.0.0.1:" + server.getAddress().getPort())),
        Duration.ofSeconds(20),
        CallLog.NONE,
        Clock.systemUTC());
  }

  private static String code(TlsIssuerHandshake handshake, URI url) {
    return catchThrowableOfType(ProblemException.class, () -> handshake.inspect(url))
        .problem()
        .code();
  }
}
