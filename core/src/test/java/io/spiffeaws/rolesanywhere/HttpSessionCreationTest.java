package io.spiffeaws.rolesanywhere;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Tests the call against an HTTP server that imitates IAM Roles Anywhere, and its failures.
class HttpSessionCreationTest {
  private static final String GOOD =
      """
      {"credentialSet":[{"assumedRoleUser":{"arn":"arn:aws:sts::123456789012:assumed-role/s3-app/n","assumedRoleId":"A:n"},
      "credentials":{"accessKeyId":"ASIA","secretAccessKey":"secret","sessionToken":"token","expiration":"2026-11-30T09:30:00Z"},
      "packedPolicySize":1,"roleArn":"arn:aws:iam::123456789012:role/s3-app","sourceIdentity":"ID=01"}],"subjectArn":"s"}
      """;

  @TempDir private Path directory;
  private @Nullable HttpServer server;
  private final AtomicInteger calls = new AtomicInteger();
  private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
  private volatile String body = "";
  private volatile String path = "";
  private @Nullable CreateSessionRequest request;

  @BeforeEach
  void prepare() {
    request = Vector.request(Vector.of("EC").svid(directory));
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void requestIsSignedAndAnswerIsRead() throws Exception {
    var session = creation(serving(201, "", GOOD)).create(request());
    assertThat(session.accessKeyId()).isEqualTo("ASIA");
    assertThat(session.secretAccessKey().reveal()).isEqualTo("secret");
    assertThat(session.sessionToken().reveal()).isEqualTo("token");
    assertThat(session.expiresAt()).isEqualTo(Instant.parse("2026-11-30T09:30:00Z"));
    assertThat(session.assumedRoleArn()).endsWith("assumed-role/s3-app/n");
    assertThat(path)
        .startsWith("/sessions?profileArn=arn%3Aaws%3Arolesanywhere%3A")
        .contains("&roleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fs3-app&trustAnchorArn=");
    assertThat(body)
        .isEqualTo("{\"durationSeconds\":3600,\"roleSessionName\":\"example.org-s3-app\"}");
    assertThat(headers)
        .containsEntry("Content-Type", "application/json")
        .containsEntry("X-Amz-Date", "20261130T083000Z")
        .containsKeys("X-Amz-X509", "X-Amz-X509-Chain", "Authorization");
    assertThat(headers.get("Authorization"))
        .contains("SignedHeaders=content-type;host;x-amz-date;x-amz-x509;x-amz-x509-chain,");
  }

  @Test
  void theConnectionIsOpenedBeforeTheCertificateIsKnown() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      listener.setSoTimeout(20_000);
      var creation = creation(URI.create("http://127.0.0.1:" + listener.getLocalPort()));
      creation.prepare("eu-west-1");
      try (var connection = listener.accept()) {
        connection
            .getOutputStream()
            .write(
                ("HTTP/1.1 201 Created\r\nContent-Length: " + GOOD.length() + "\r\n\r\n" + GOOD)
                    .getBytes(StandardCharsets.UTF_8));
        assertThat(creation.create(request()).accessKeyId()).isEqualTo("ASIA");
      }
    }
  }

  @Test
  void nameIsOptional() throws Exception {
    creation(serving(201, "", GOOD)).create(request().unnamed());
    assertThat(body).isEqualTo("{\"durationSeconds\":3600}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "403|AccessDeniedException|Untrusted certificate. Insufficient certificate|Refused|svid-not-trusted",
        "403|AccessDeniedException|Untrusted signing certificate|Refused|svid-not-trusted",
        "403|AccessDeniedException|Unable to assume role for arn:aws:iam::1:role/x|Refused|not-authorized",
        "400|ValidationException|The requested DurationSeconds exceeds the MaxSessionDuration set for this role.|Refused|session-too-long",
        "403|AccessDeniedException|Unable to assume role for arn:aws:iam::123456789012:role/s3-app The requested DurationSeconds exceeds the MaxSessionDuration set for this role.|Refused|session-too-long",
        "403|AccessDeniedException|Certificate revoked|Refused|svid-revoked",
        "403|AccessDeniedException|Access denied|Refused|roles-anywhere-denied",
        "403|AccessDeniedException:http://x/|Access denied|Refused|roles-anywhere-denied",
        "403|AccessDeniedException|Not authorized to set roleSessionName.|Refused|session-name-not-accepted",
        "403|AccessDeniedException|Invalid signature|Refused|signature-rejected",
        "404|ResourceNotFoundException|Trust anchor not found|Missing|no-such-anchor-or-profile",
        "400|ValidationException|1 validation error|Refused|request-refused",
        "400|SomethingNew|x|Refused|something-new",
        "403||Forbidden by the proxy|Unreachable|not-aws",
        "429|ThrottlingException|Rate exceeded|Unreachable|throttled",
        "400|ThrottlingException|Rate exceeded|Unreachable|throttled",
        "500|InternalFailure|x|Unreachable|service-failed"
      })
  void eachErrorHasItsTypeAndCode(
      int status, @Nullable String code, String words, String kind, String expected)
      throws Exception {
    for (var member : new String[] {"message", "Message"}) {
      var answer = "{\"%s\":\"%s\"}".formatted(member, words);
      var problem = failure(serving(status, code == null ? "" : code, answer));
      assertThat(problem.getClass().getSimpleName()).isEqualTo(kind);
      assertThat(problem.code()).isEqualTo(expected);
      assertThat(problem.message()).doesNotContain("Exception:", "software.amazon");
      stop();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "<html>",
        "[]",
        "{}",
        "{\"credentialSet\":[]}",
        "{\"credentialSet\":[1]}",
        "{\"credentialSet\":[{}]}",
        "{\"credentialSet\":[{\"credentials\":{}}]}",
        "{\"credentialSet\":{}}"
      })
  void answerWithoutCredentialsIsUnreachable(String answer) throws Exception {
    assertThat(failure(serving(201, "", answer)).code()).isEqualTo("no-usable-answer");
    assertThat(calls).hasValue(3);
  }

  @Test
  void hintNamesTheVariableOfTheEndpoint() throws Exception {
    assertThat(failure(serving(201, "", "{}")).hint()).contains("AWS_ENDPOINT_URL_ROLESANYWHERE");
  }

  @Test
  void throttledCallIsRepeatedTwice() throws Exception {
    failure(serving(429, "ThrottlingException", "{}"));
    assertThat(calls).hasValue(3);
  }

  @Test
  void deniedCallIsNotRepeated() throws Exception {
    failure(serving(403, "AccessDeniedException", "{}"));
    assertThat(calls).hasValue(1);
  }

  @Test
  void refusedConnectionIsUnreachable() throws Exception {
    var endpoint = serving(201, "", GOOD);
    stop();
    assertThat(failure(endpoint).code()).isEqualTo("connection-refused");
  }

  @Test
  void hangingServerIsUnreachableAfterTheTimeout() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      var creation = creation(endpoint, Duration.ofMillis(500));
      assertThat(
              catchThrowableOfType(ProblemException.class, () -> creation.create(request()))
                  .problem()
                  .code())
          .isEqualTo("timed-out");
    }
  }

  private CreateSessionRequest request() {
    return Objects.requireNonNull(request);
  }

  private Problem failure(URI endpoint) {
    var creation = creation(endpoint);
    return catchThrowableOfType(ProblemException.class, () -> creation.create(request())).problem();
  }

  private static HttpSessionCreation creation(URI endpoint) {
    return creation(endpoint, Duration.ofSeconds(20));
  }

  private static HttpSessionCreation creation(URI endpoint, Duration timeout) {
    var settings =
        new AwsSettings(
            Optional.empty(),
            Map.of("rolesanywhere", endpoint),
            Optional.empty(),
            Optional.empty(),
            false,
            timeout);
    return new HttpSessionCreation(
        new RolesAnywhereEndpoint(settings, _ -> Optional.empty()),
        CallLog.NONE,
        Clock.fixed(Vector.NOW, ZoneOffset.UTC),
        _ -> {});
  }

  private URI serving(int status, String error, String answer) throws Exception {
    var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.createContext(
        "/",
        call -> {
          calls.incrementAndGet();
          call.getRequestHeaders().forEach((name, values) -> headers.put(name, values.getFirst()));
          path = call.getRequestURI().toString();
          body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          if (!error.isEmpty()) {
            call.getResponseHeaders().add("x-amzn-ErrorType", error);
          }
          var bytes = answer.getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          call.getResponseBody().write(bytes);
          call.close();
        });
    started.start();
    server = started;
    return URI.create("http://127.0.0.1:" + started.getAddress().getPort());
  }
}
