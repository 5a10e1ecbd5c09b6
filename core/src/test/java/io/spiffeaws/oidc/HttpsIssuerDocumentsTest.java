package io.spiffeaws.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.CaBundle;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpsIssuerDocumentsTest {
  private static final String ISSUER = "https://oidc.example.org";
  private static final String DOCUMENT = "/.well-known/openid-configuration";
  private static final Instant NOW = Instant.ofEpochSecond(System.currentTimeMillis() / 1000);

  @TempDir private Path directory;
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final List<String> hosts = new CopyOnWriteArrayList<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile String kept = "0";
  private TestAuthority authority = new TestAuthority(NOW);
  private HttpsServer server = start(authority, "oidc.example.org", NOW.plusSeconds(3600));

  @BeforeEach
  void serveAnIssuer() {
    serve(DOCUMENT, 200, "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(ISSUER, ISSUER));
    serve("/keys", 200, "{\"keys\":[]}");
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
  }

  @Test
  void connectToKeepsTheNameForHostHeaderAndCertificate() throws Exception {
    var found = documents().discovery(ISSUER);

    assertThat(found.jwksUri()).isEqualTo(URI.create(ISSUER + "/keys"));
    assertThat(documents().keys(found.jwksUri())).isEqualTo("{\"keys\":[]}");
    assertThat(hosts).containsExactly("oidc.example.org", "oidc.example.org");
    assertThat(calls).containsExactly("issuer discovery 200", "issuer keys 200");
  }

  /// The server's clock advances in between, and has a resolution of one second.
  @ParameterizedTest
  @CsvSource({"-1, 0", "0, 0", "600, 600"})
  void servedAtAddsTheAgeOfACachedAnswer(String age, int seconds) throws Exception {
    kept = age;

    var served = documents().fetch(URI.create(ISSUER + DOCUMENT)).servedAt().orElseThrow();

    assertThat(served).isBetween(NOW.plusSeconds(seconds), NOW.plusSeconds(seconds + 300));
  }

  @Test
  void trailingSlashOfTheIssuerIsPreserved() throws Exception {
    serve(
        "/td/" + DOCUMENT.substring(1),
        200,
        "{\"issuer\":\"%s/td/\",\"jwks_uri\":\"%s/keys\"}".formatted(ISSUER, ISSUER));

    assertThat(documents().discovery(ISSUER + "/td/").issuer()).isEqualTo(ISSUER + "/td/");
    assertThat(problem(() -> documents().discovery(ISSUER + "/td")))
        .isInstanceOf(Problem.Refused.class)
        .extracting(Problem::code)
        .isEqualTo("issuer-mismatch");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"issuer\":1}",
        "{\"issuer\":\"https://oidc.example.org\"}",
        "{\"issuer\":\"https://oidc.example.org\",\"jwks_uri\":\"http://oidc.example.org/keys\"}",
        "{\"issuer\":\"https://oidc.example.org\",\"jwks_uri\":\"::\"}"
      })
  void invalidDiscoveryDocumentIsMalformed(String body) {
    serve(DOCUMENT, 200, body);

    assertThat(problem(() -> documents().discovery(ISSUER))).isInstanceOf(Problem.Malformed.class);
  }

  @Test
  void invalidUtf8IsMalformed() {
    serve("/keys", 200, new byte[] {'{', (byte) 0xff, '}'});

    assertThat(problem(() -> documents().keys(URI.create(ISSUER + "/keys"))))
        .isInstanceOf(Problem.Malformed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"keys\":{}}", "[]", "keys"})
  void invalidKeySetIsMalformed(String body) {
    serve("/keys", 200, body);

    assertThat(problem(() -> documents().keys(URI.create(ISSUER + "/keys"))))
        .isInstanceOf(Problem.Malformed.class);
  }

  @Test
  void answerOfMoreThanOneMebibyteIsMalformed() {
    serve("/keys", 200, " ".repeat((1 << 20) + 1));

    assertThat(problem(() -> documents().keys(URI.create(ISSUER + "/keys"))).code())
        .isEqualTo("issuer-document-too-large");
  }

  @ParameterizedTest
  @CsvSource({"404", "500", "302"})
  void statusOtherThanOkIsUnreachable(int status) {
    serve(DOCUMENT, status, "");

    assertThat(problem(() -> documents().discovery(ISSUER)))
        .isInstanceOf(Problem.Unreachable.class)
        .extracting(Problem::code)
        .isEqualTo("issuer-not-serving");
  }

  @Test
  void redirectToPlainHttpIsNotFollowed() {
    redirect("http://oidc.example.org/keys");

    assertThat(problem(() -> documents().keys(URI.create(ISSUER + "/old"))).message())
        .contains("answered HTTP 301");
  }

  @Test
  void redirectToAnInvalidPortIsMalformed() {
    redirect("https://oidc.example.org:65536/keys");

    assertThat(problem(() -> documents().keys(URI.create(ISSUER + "/old"))))
        .isInstanceOf(Problem.Malformed.class);
  }

  @Test
  void redirectToHttpsIsFollowed() throws Exception {
    redirect(ISSUER + "/keys");

    assertThat(documents().keys(URI.create(ISSUER + "/old"))).isEqualTo("{\"keys\":[]}");
  }

  @Test
  void hangingIssuerTimesOut() {
    server.createContext("/hang", exchange -> await(exchange));

    var problem =
        problem(() -> documents(Duration.ofMillis(300)).keys(URI.create(ISSUER + "/hang")));

    assertThat(problem).isInstanceOf(Problem.Unreachable.class);
    assertThat(problem.code()).isEqualTo("issuer-timed-out");
    assertThat(calls).containsExactly("issuer keys no answer in time");
  }

  @Test
  void slowIssuerTimesOutEvenIfEachReadIsInTime() {
    server.createContext("/drip", exchange -> drip(exchange));

    assertThat(
            problem(() -> documents(Duration.ofMillis(500)).keys(URI.create(ISSUER + "/drip")))
                .code())
        .isEqualTo("issuer-timed-out");
  }

  @Test
  void certificateOfAnUnknownCaIsReported() throws Exception {
    var stranger = new TestAuthority(NOW);

    assertThat(problem(() -> documents(stranger, Duration.ofSeconds(10)).discovery(ISSUER)).code())
        .isEqualTo("tls-untrusted");
  }

  @Test
  void certificateOfAnotherHostIsReported() {
    restart("other.example.org", NOW.plusSeconds(3600));

    assertThat(problem(() -> documents().discovery(ISSUER)).code()).isEqualTo("tls-wrong-name");
  }

  @Test
  void expiredCertificateIsReported() {
    restart("oidc.example.org", NOW.minusSeconds(3600));

    assertThat(problem(() -> documents().discovery(ISSUER)).code())
        .isEqualTo("tls-certificate-expired");
  }

  @Test
  void serverWithoutTlsIsReported() throws Exception {
    try (var plain = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> answerInPlainText(plain));

      assertThat(problem(() -> documents(plain.getLocalPort()).discovery(ISSUER)).code())
          .isEqualTo("tls-failed");
    }
  }

  @Test
  void refusedConnectionIsReported() throws Exception {
    int free;
    try (var socket = new ServerSocket(0)) {
      free = socket.getLocalPort();
    }

    assertThat(problem(() -> documents(free).discovery(ISSUER)).code())
        .isEqualTo("connection-refused");
  }

  @Test
  void unresolvedHostIsReported() throws Exception {
    var direct =
        HttpsIssuerDocuments.trusting(
            Optional.of(authority.pem(directory)),
            IssuerRoutes.DIRECT,
            Duration.ofSeconds(10),
            log());

    assertThat(problem(() -> direct.discovery("https://nowhere.invalid")).code())
        .isEqualTo("unknown-host");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://oidc.example.org",
        "oidc.example.org",
        "https://",
        "https://oidc.example.org?x=1",
        "https://oidc.example.org#x",
        "https://u@oidc.example.org",
        "https://oidc example.org"
      })
  void malformedIssuerIsRejectedBeforeAnyCall(String issuer) {
    assertThat(problem(() -> documents().discovery(issuer)).code()).isEqualTo("malformed-issuer");
    assertThat(calls).isEmpty();
  }

  private interface Call {
    Object run() throws Exception;
  }

  private static Problem problem(Call call) {
    return catchThrowableOfType(ProblemException.class, call::run).problem();
  }

  private HttpsIssuerDocuments documents() throws Exception {
    return documents(Duration.ofSeconds(10));
  }

  private HttpsIssuerDocuments documents(Duration timeout) throws Exception {
    return documents(authority, timeout);
  }

  private HttpsIssuerDocuments documents(TestAuthority trusted, Duration timeout) throws Exception {
    return new HttpsIssuerDocuments(
        CaBundle.read(trusted.pem(directory)).tls(),
        to(server.getAddress().getPort()),
        timeout,
        log());
  }

  private HttpsIssuerDocuments documents(int port) throws Exception {
    return new HttpsIssuerDocuments(
        CaBundle.read(authority.pem(directory)).tls(), to(port), Duration.ofSeconds(10), log());
  }

  private CallLog log() {
    return (service, operation, _, answer) -> calls.add(service + " " + operation + " " + answer);
  }

  private static IssuerRoutes to(int port) {
    return IssuerRoutes.by(ConnectTo.parse("oidc.example.org:443:127.0.0.1:" + port));
  }

  private void restart(String host, Instant until) {
    server.stop(0);
    server = start(authority, host, until);
    serveAnIssuer();
  }

  private static HttpsServer start(TestAuthority authority, String host, Instant until) {
    try {
      var server =
          HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(authority.server(host, until)));
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
      return server;
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private void serve(String path, int status, String body) {
    serve(path, status, body.getBytes(StandardCharsets.UTF_8));
  }

  private void serve(String path, int status, byte[] body) {
    drop(path);
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            hosts.add(exchange.getRequestHeaders().getFirst("Host"));
            exchange.getResponseHeaders().set("Age", kept);
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }

  private void drop(String path) {
    try {
      server.removeContext(path);
    } catch (IllegalArgumentException notThere) {
      // already removed
    }
  }

  private void redirect(String to) {
    server.createContext(
        "/old",
        exchange -> {
          try (exchange) {
            exchange.getResponseHeaders().add("Location", to);
            exchange.sendResponseHeaders(301, -1);
          }
        });
  }

  private void await(HttpExchange exchange) {
    try (exchange) {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void drip(HttpExchange exchange) throws IOException {
    try (exchange) {
      exchange.sendResponseHeaders(200, 0);
      while (!release.await(20, TimeUnit.MILLISECONDS)) {
        exchange.getResponseBody().write(' ');
        exchange.getResponseBody().flush();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void answerInPlainText(ServerSocket server) {
    try (var socket = server.accept()) {
      socket
          .getOutputStream()
          .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      var _ = socket.getInputStream().readAllBytes();
    } catch (IOException e) {
      // the client closed the connection
    }
  }
}
