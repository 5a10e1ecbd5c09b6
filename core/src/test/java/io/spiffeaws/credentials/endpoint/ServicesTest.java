package io.spiffeaws.credentials.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServicesTest {
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final SessionCredentials GIVEN =
      new SessionCredentials(
          "ASIA",
          Secret.of("s3cret"),
          Secret.of("t0ken"),
          NOW.plusSeconds(3600).plusMillis(5),
          "arn:aws:sts::123456789012:assumed-role/a/b",
          "123456789012");
  static final Secret TOKEN = Secret.of("the-token-of-path-a");

  private static final InetSocketAddress PEER =
      new InetSocketAddress(InetAddress.getLoopbackAddress(), 40000);
  private static final String LIFE = "x-aws-ec2-metadata-token-ttl-seconds";

  @TempDir Path directory;

  private final Service containers =
      new ContainerService(
          Map.of(
              "/a", new ServedRole(TOKEN, () -> GIVEN),
              "/b", new ServedRole(Secret.of("the-token-of-path-b"), ServicesTest::none)));
  private final Service metadata = metadata(1000);

  @Test
  void servesTheSdksDocumentToAClientWithTheToken() {
    var answer = ask(containers, request("GET", "/a", Map.of("authorization", TOKEN.reveal())));
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.content())
        .isEqualTo(
            "{\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"s3cret\",\"Token\":\"t0ken\","
                + "\"Expiration\":\"2026-01-01T01:00:00Z\",\"AccountId\":\"123456789012\"}");
    assertThat(answer).asString().doesNotContain("s3cret", "t0ken");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /a, '', 401, wrong-token",
    "GET, /a, the-token-of-path-b, 401, wrong-token",
    "GET, /a, the-token-of-path-A, 401, wrong-token",
    "GET, /a, Bearer the-token-of-path-a, 401, wrong-token",
    "POST, /a, the-token-of-path-a, 405, method-not-allowed",
    "GET, /, the-token-of-path-a, 404, no-such-path",
    "GET, /a/, the-token-of-path-a, 404, no-such-path",
    "GET, /A, the-token-of-path-a, 404, no-such-path",
    "GET, /b, the-token-of-path-b, 503, sts-unreachable"
  })
  void deniesOtherRequestsWithOneLine(
      String method, String path, String token, int status, String code) {
    refused(ask(containers, request(method, path, Map.of("authorization", token))), status, code);
  }

  @Test
  void deniesTwoAuthorizationHeaders() {
    var twice = Map.of("authorization", List.of(TOKEN.reveal(), TOKEN.reveal()));
    refused(ask(containers, new Request("GET", "/a", twice, PEER)), 401, "wrong-token");
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, 127.0.0.1:1, '', 404, no-such-path",
    "127.0.0.9, 127.0.0.1:1, '', 404, no-such-path",
    "10.0.0.1, 127.0.0.1:1, '', 403, not-loopback",
    "127.0.0.1, evil.example:1, '', 403, wrong-host",
    "127.0.0.1, 127.0.0.1.evil.example:1, '', 403, wrong-host",
    "127.0.0.1, '', '', 403, wrong-host",
    "127.0.0.1, 127.0.0.1:1, 10.0.0.1, 400, forwarded"
  })
  void allowsOnlyLocalRequestsWithTheRightHost(
      String peer, String host, String forwarded, int status, String code) {
    var headers = new HashMap<>(Map.of("host", List.of(host)));
    if (!forwarded.isEmpty()) {
      headers.put("x-forwarded-for", List.of(forwarded));
    }
    var gate = new LocalRequestFilter(Set.of("127.0.0.1:1"), containers);
    var request = new Request("GET", "/", headers, new InetSocketAddress(peer, 1));
    refused(ask(gate, request), status, code);
  }

  @Test
  void metadataServiceIssuesATokenAndThenServesTheRole() {
    var token = issue("60");
    assertThat(token.headers()).containsEntry("X-aws-ec2-metadata-token-ttl-seconds", "60");
    var headers = Map.of("x-aws-ec2-metadata-token", token.content());
    var path = MetadataService.CREDENTIALS;
    for (var end : new String[] {"", "/"}) {
      assertThat(ask(metadata, request("GET", path + end, headers)).content()).isEqualTo("app");
      assertThat(ask(metadata, request("GET", path + "/app" + end, headers)).content())
          .isEqualTo(
              "{\"Code\":\"Success\",\"LastUpdated\":\"2026-01-01T00:00:00Z\",\"Type\":\"AWS-HMAC\","
                  + "\"AccessKeyId\":\"ASIA\",\"SecretAccessKey\":\"s3cret\",\"Token\":\"t0ken\","
                  + "\"Expiration\":\"2026-01-01T01:00:00.000Z\"}");
    }
    refused(ask(metadata, request("GET", path + "/other", headers)), 404, "no-such-path");
    refused(ask(metadata, request("GET", "/latest/", headers)), 404, "no-such-path");
  }

  @Test
  void requestsAndResponsesDoNotPrintSecrets() {
    var request = request("GET", "/a", Map.of("authorization", TOKEN.reveal()));
    assertThat(request.toString()).isEqualTo("GET /a");
    assertThat(ask(containers, request).toString()).isEqualTo("200 application/json");
  }

  @ParameterizedTest
  @CsvSource({"2001, 200", "2000, 503", "1, 503"})
  void metadataServiceDoesNotServeCredentialsThatAreAboutToExpire(long left, int status) {
    var ending =
        new SessionCredentials(
            GIVEN.accessKeyId(),
            GIVEN.secretAccessKey(),
            GIVEN.sessionToken(),
            NOW.plusMillis(left),
            GIVEN.assumedRoleArn(),
            GIVEN.account());
    var tokens = new MetadataTokens(CLOCK, new SplittableRandom(1));
    var service = new MetadataService("app", () -> ending, tokens, CLOCK);
    var token = ask(service, request("PUT", MetadataService.TOKEN, Map.of(LIFE, "60"))).content();
    var answer =
        ask(
            service,
            request(
                "GET",
                MetadataService.CREDENTIALS + "/app",
                Map.of("x-aws-ec2-metadata-token", token)));
    assertThat(answer.status()).isEqualTo(status);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /latest/api/token, 405",
    "POST, /latest/api/token, 405",
    "PUT, /latest/meta-data/iam/security-credentials, 405",
    "GET, /latest/meta-data/iam/security-credentials, 401",
    "GET, /latest/meta-data/iam/security-credentials/app, 401"
  })
  void metadataServiceServesNothingWithoutAToken(String method, String path, int status) {
    assertThat(ask(metadata, request(method, path, Map.of())).status()).isEqualTo(status);
    var wrong = Map.of("x-aws-ec2-metadata-token", "0".repeat(64));
    assertThat(ask(metadata, request(method, path, wrong)).status()).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "21601", "-1", "1e3", "999999", "60 "})
  void tokenLifetimeIsOneSecondToSixHours(String life) {
    refused(issue(life), 400, "invalid-token-ttl");
    assertThat(issue("21600").status()).isEqualTo(200);
  }

  @Test
  void deniedUsersGetNoToken() {
    var answer = ask(metadata(2000), request("PUT", MetadataService.TOKEN, Map.of(LIFE, "60")));
    refused(answer, 403, "user-not-allowed");
  }

  @Test
  void removesTheTokenThatExpiresFirstBeyond256() {
    var tokens = new MetadataTokens(CLOCK, new SplittableRandom(1));
    var first = tokens.issue(Duration.ofSeconds(10));
    var later = tokens.issue(Duration.ofSeconds(20));
    for (var i = 0; i < 255; i++) {
      tokens.issue(Duration.ofSeconds(30));
    }
    assertThat(tokens.valid(first)).isFalse();
    assertThat(tokens.valid(later)).isTrue();
  }

  @Test
  void findsTheUserOfAConnectionInTheKernelsTable() throws Exception {
    var table = directory.resolve("tcp");
    Files.writeString(
        table,
        """
          sl  local_address rem_address   st tx_queue:rx_queue tr:when retrnsmt uid timeout inode
           0: 0100007F:9C40 0100007F:26B7 06 00000000:00000000 00:00000000 00000000    0 0 0 1 0
           1: 0100007F:9C41 0100007F:26B7 01 00000000:00000000 00:00000000 00000000 1000 0 5 1 0
           2: 0000000000000000FFFF00000100007F:9C42 0000000000000000FFFF00000100007F:26B7 01 0:0 0:0 0 1001 0 6 1 0
           3: 0100007F:9C43 0100007F:26B7 01 00000000:00000000 00:00000000 00000000    0 0 0 1 0
        """);
    var owner = new ProcNetOwner(List.of(directory.resolve("none"), table));
    assertThat(
            owner.byEnds(
                List.of(
                    ends(40000, 9911),
                    ends(40001, 9911),
                    ends(40002, 9911),
                    ends(40003, 9911),
                    ends(40001, 9912))))
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(ends(40001, 9911), "1000", ends(40002, 9911), "1001"));
  }

  @Test
  void servesNoMetadataIfTheUsersOfClientsAreUnknown() {
    var owner = new ProcNetOwner(List.of(directory.resolve("none")));
    assertThatThrownBy(() -> CredentialsEndpoint.requireKnownUsers(owner))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("does not tell which user a client belongs to");
    CredentialsEndpoint.requireKnownUsers(new ProcNetOwner());
  }

  private static Service metadata(long user) {
    var tokens = new MetadataTokens(CLOCK, new SplittableRandom(1));
    return new AllowedUsersFilter(
        Set.of(user), new MetadataService("app", () -> GIVEN, tokens, CLOCK));
  }

  /// A request of user 1000.
  private static Answer ask(Service service, Request request) {
    return answer(service.reply(request));
  }

  private static Answer answer(Reply reply) {
    return switch (reply) {
      case Answer answer -> answer;
      case Reply.Later later -> later.answer().get();
      case Reply.ByUser byUser -> answer(byUser.reply().apply(Optional.of("1000")));
    };
  }

  private Answer issue(String life) {
    return ask(metadata, request("PUT", MetadataService.TOKEN, Map.of(LIFE, life)));
  }

  private static Request request(String method, String path, Map<String, String> headers) {
    var all = new HashMap<String, List<String>>();
    headers.forEach((name, value) -> all.put(name, List.of(value)));
    return new Request(method, path, all, PEER);
  }

  private static void refused(Answer answer, int status, String code) {
    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.content()).doesNotContain("\n");
    var json = (Json.Obj) JsonText.parse(answer.content(), "answer");
    assertThat(json.text("code")).hasValue(code);
    assertThat(json.text("message")).isPresent();
  }

  static SessionCredentials none() {
    return Optional.<SessionCredentials>empty()
        .orElseThrow(
            () -> ProblemException.unreachable("sts-unreachable", "STS did not answer", ""));
  }

  private static ProcNetOwner.Ends ends(int client, int server) {
    return new ProcNetOwner.Ends(at(client), at(server));
  }

  private static InetSocketAddress at(int port) {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
  }
}
