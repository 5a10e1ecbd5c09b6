package io.spiffeaws.credentials.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.refresh.RefreshListener;
import io.spiffeaws.sts.RoleArn;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/a";

  private static final ListenAddress PORT = new ListenAddress.Port(0);

  @TempDir Path directory;

  private final Map<String, ServedRole> roles =
      Map.of("/a", new ServedRole(ServicesTest.TOKEN, () -> ServicesTest.GIVEN));

  @Test
  void answersOverHttpAndReleasesItsPortWhenClosed() throws Exception {
    var metrics = new SessionMetrics(ROLE);
    var counting = metrics.counting(new RefreshListener<>() {});
    counting.renewed(ServicesTest.GIVEN);
    counting.failed(new Problem.Unreachable("sts-unreachable", "STS cannot be reached", ""));
    URI address;
    try (var endpoint =
        CredentialsEndpoint.forContainers(PORT, roles, List.of(metrics), ServicesTest.CLOCK)) {
      address = endpoint.address();
      assertThat(get(address.resolve("/a")).body()).contains("s3cret");
      assertThat(get(address.resolve("/healthz")).body()).isEqualTo("{\"status\":\"ok\"}");
      assertThat(get(address.resolve("/metrics")).body())
          .contains(
              "spiffe_aws_credentials_expiry_timestamp_seconds{role=\"" + ROLE + "\"} 1767229200\n",
              "spiffe_aws_refreshes_total{role=\"" + ROLE + "\"} 1\n",
              "spiffe_aws_refresh_failures_total{role=\""
                  + ROLE
                  + "\",cause=\"sts-unreachable\"} 1\n");
    }
    assertThatThrownBy(() -> get(address)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "GET /a, 200",
    "GET http://127.0.0.1/a, 200",
    "GET http://evil.example/a, 403",
    "HEAD /a, 405"
  })
  void hostOfAWholeUrlCountsAndNothingIsLogged(String line, int status) throws Exception {
    var logged = new ArrayList<LogRecord>();
    var handler = keeping(logged);
    var log = Logger.getLogger("com.sun.net.httpserver");
    log.addHandler(handler);
    try (var endpoint =
            CredentialsEndpoint.forContainers(PORT, roles, List.of(), ServicesTest.CLOCK);
        var socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), endpoint.address().getPort())) {
      var headers = "Host: 127.0.0.1\r\nConnection: close\r\nAuthorization: ";
      var request = line + " HTTP/1.1\r\n" + headers + ServicesTest.TOKEN.reveal() + "\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      var answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
      assertThat(logged).isEmpty();
    } finally {
      log.removeHandler(handler);
    }
  }

  @Test
  void roleWithoutValidCredentialsIsNotHealthy() throws Exception {
    var metrics = List.of(new SessionMetrics(ROLE));
    try (var endpoint =
        CredentialsEndpoint.forContainers(PORT, roles, metrics, ServicesTest.CLOCK)) {
      var answer = get(endpoint.address().resolve("/healthz"));
      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).contains("credentials-ended", ROLE);
    }
  }

  @Test
  void metadataServiceKnowsTheUsersOfItsConnections() throws Exception {
    var own = ((Number) Files.getAttribute(Path.of("/proc/self"), "unix:uid")).longValue();
    assertThat(askMetadata(own)).isEqualTo(200);
    assertThat(askMetadata(own + 1)).isEqualTo(403);
  }

  @Test
  void servesAtAUnixSocketOfThisUser() throws Exception {
    var path = directory.resolve("sock");
    try (var _ =
        CredentialsEndpoint.forContainers(at(path), roles, List.of(), ServicesTest.CLOCK)) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
          .isEqualTo("rw-------");
      assertThat(overSocket(path)).startsWith("HTTP/1.1 200").contains("s3cret");
      assertThatThrownBy(() ->
              CredentialsEndpoint.forContainers(at(path), roles, List.of(), ServicesTest.CLOCK))
          .hasMessageContaining("another program");
    }
    assertThat(path).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", "link", "pipe"})
  void doesNotDeleteAFileThatIsNotASocket(String name) throws Exception {
    Files.writeString(directory.resolve("file"), "precious");
    Files.createSymbolicLink(directory.resolve("link"), Path.of("file"));
    var pipe = directory.resolve("pipe").toString();
    assertThat(new ProcessBuilder("mkfifo", pipe).start().waitFor()).isZero();
    assertThatThrownBy(() ->
            CredentialsEndpoint.forContainers(
                at(directory.resolve(name)), roles, List.of(), ServicesTest.CLOCK))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("exists and is not a socket");
    assertThat(directory.resolve(name)).exists();
    assertThat(directory.resolve("file")).hasContent("precious");
  }

  @Test
  void closingDisconnectsAnIdleClient() throws Exception {
    var path = directory.resolve("sock");
    try (var idle = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      try (var _ =
          CredentialsEndpoint.forContainers(at(path), roles, List.of(), ServicesTest.CLOCK)) {
        idle.connect(UnixDomainSocketAddress.of(path));
        idle.write(ByteBuffer.wrap("GET /a HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII)));
        overSocket(path);
      }
      assertThat(idle.read(ByteBuffer.allocate(1))).isNegative();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'Max open files            1024                 4096                 files', 256",
    "'Max open files            1048576              1048576              files', 1024",
    "'Max open files            unlimited            unlimited            files', 256",
    "'Max open files            32                   32                   files', 8",
    "'Max open files            256                  256                  files', 64",
    "'', 256"
  })
  void connectionsUseAPartOfTheDescriptors(String limits, int connections) {
    assertThat(ServerLimits.connections(limits)).isEqualTo(connections);
  }

  @Test
  void deletesAStaleSocket() throws Exception {
    var path = directory.resolve("sock");
    try (var left = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      left.bind(UnixDomainSocketAddress.of(path));
    }
    assertThat(path).exists();
    try (var _ =
        CredentialsEndpoint.forContainers(at(path), roles, List.of(), ServicesTest.CLOCK)) {
      assertThat(overSocket(path)).startsWith("HTTP/1.1 200");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"0.0.0.0:1", "localhost:1", "127.0.0.1", "127.0.0.1:65536", "unix:", "1", ":1"})
  void servesOnlyOnThisMachine(String address) {
    assertThatThrownBy(() -> ListenAddress.parse(address)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{\"a\":{\"role\":\"arn:aws:iam::1:role/a\",\"token_file\":\"f\"}}",
        "{\"/\":{\"role\":\"arn:aws:iam::1:role/a\",\"token_file\":\"f\"}}",
        "{\"/metrics\":{\"role\":\"arn:aws:iam::1:role/a\",\"token_file\":\"f\"}}",
        "{\"/a\":{\"role\":\"a\",\"token_file\":\"f\"}}",
        "{\"/a\":{\"role\":\"arn:aws:iam::1:role/a\"}}",
        "{\"/a\":{\"role\":\"arn:aws:iam::1:role/a\",\"token_file\":\"f\",\"default\":true}}",
        "{\"/a\":{\"role\":\"arn:aws:iam::1:role/a\",\"token_file\":\"f\"},"
            + "\"/b\":{\"role\":\"arn:aws:iam::1:role/b\",\"token_file\":\"./f\"}}"
      })
  void mapRequiresAPathAndATokenForEachRole(String json) {
    assertThatThrownBy(() -> RoleMap.parse(json, directory)).isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"healthz", "metrics"})
  void doesNotServeARoleAtAReservedPath(String name) {
    var place =
        new RoleMap.Target(
            RoleArn.parse("arn:aws:iam::123456789012:role/" + name), directory.resolve("token"));
    assertThatThrownBy(() -> RoleMap.of(place))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("/" + name);
  }

  @Test
  void rejectsOneTokenForTwoPaths() throws Exception {
    var map = new LinkedHashMap<String, RoleMap.Target>();
    for (var name : List.of("a", "b")) {
      var file = directory.resolve(name);
      AuthorizationToken.write(file, ServicesTest.TOKEN);
      map.put("/" + name, new RoleMap.Target(RoleArn.parse(ROLE), file));
    }
    var serve =
        new ServeCredentials(
            (_, _) -> {
              throw new IllegalStateException("no session is to be begun");
            },
            ServicesTest.CLOCK,
            new SplittableRandom(1));
    assertThatThrownBy(() -> serve.forContainers(new ListenAddress.Port(0), new RoleMap(map)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("another path");
  }

  private static ListenAddress at(Path socket) {
    return new ListenAddress.Socket(socket);
  }

  private static int askMetadata(long user) throws Exception {
    try (var endpoint =
        CredentialsEndpoint.asMetadataService(
            0,
            "app",
            () -> ServicesTest.GIVEN,
            Set.of(user),
            new SessionMetrics(ROLE),
            ServicesTest.CLOCK,
            new SplittableRandom(1))) {
      return send(HttpRequest.newBuilder(endpoint.address().resolve(MetadataService.TOKEN))
              .header("X-aws-ec2-metadata-token-ttl-seconds", "60")
              .PUT(HttpRequest.BodyPublishers.noBody())
              .build())
          .statusCode();
    }
  }

  private static String overSocket(Path path) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      var words =
          "GET /a HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nAuthorization: "
              + ServicesTest.TOKEN.reveal()
              + "\r\n\r\n";
      channel.write(ByteBuffer.wrap(words.getBytes(StandardCharsets.US_ASCII)));
      var answer = ByteBuffer.allocate(8192);
      while (channel.read(answer) >= 0) {
        // until the other side has sent everything
      }
      return new String(answer.array(), 0, answer.position(), StandardCharsets.US_ASCII);
    }
  }

  private static HttpResponse<String> get(URI address) throws Exception {
    return send(
        HttpRequest.newBuilder(address)
            .header("Authorization", ServicesTest.TOKEN.reveal())
            .build());
  }

  private static HttpResponse<String> send(HttpRequest request) throws Exception {
    try (var client = HttpClient.newHttpClient()) {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    }
  }

  private static Handler keeping(List<LogRecord> records) {
    return new Handler() {
      @Override
      public void publish(LogRecord entry) {
        if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
          records.add(entry);
        }
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }
}
