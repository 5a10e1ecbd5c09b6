package io.spiffeaws.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.jwt.TokenForge;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tests the exchange against an HTTP server that imitates STS, and its failures.
class HttpTokenExchangeTest {
  private static final String GOOD =
      """
      <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
        <AssumeRoleWithWebIdentityResult>
          <AssumedRoleUser><Arn>arn:aws:sts::tenant:assumed-role/app/s</Arn></AssumedRoleUser>
          <Credentials><AccessKeyId>ASIA</AccessKeyId><SecretAccessKey>secret</SecretAccessKey>
            <SessionToken>token</SessionToken><Expiration>2026-11-23T13:00:00.123Z</Expiration>
          </Credentials>
        </AssumeRoleWithWebIdentityResult>
      </AssumeRoleWithWebIdentityResponse>
      """;

  private @Nullable HttpServer server;
  private volatile String body = "";
  private volatile @Nullable String authorization;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void tokenIsSentInTheBodyOfAnUnsignedPost() throws Exception {
    var given = exchange(serving(200, GOOD)).exchange(request());
    assertThat(given.accessKeyId()).isEqualTo("ASIA");
    assertThat(given.expiresAt()).isEqualTo(Instant.parse("2026-11-23T13:00:00.123Z"));
    assertThat(given.assumedRoleArn()).isEqualTo("arn:aws:sts::tenant:assumed-role/app/s");
    assertThat(given.account()).isEqualTo("tenant");
    assertThat(authorization).isNull();
    assertThat(body)
        .contains("Action=AssumeRoleWithWebIdentity", "DurationSeconds=3600", "WebIdentityToken=")
        .doesNotContain("Policy");
  }

  @Test
  void metadataMayPrecedeTheResult() throws Exception {
    var metadata = "<ResponseMetadata><RequestId>x</RequestId></ResponseMetadata>";
    var answer =
        GOOD.replace(
            "  <AssumeRoleWithWebIdentityResult>", metadata + "<AssumeRoleWithWebIdentityResult>");
    assertThat(exchange(serving(200, answer)).exchange(request()).accessKeyId()).isEqualTo("ASIA");
  }

  @Test
  void errorMayBeTheRootElement() throws Exception {
    var denied = "<Error><Code>AccessDenied</Code><Message/></Error>";
    var exchange = exchange(serving(403, denied));
    assertThat(
            catchThrowableOfType(ProblemException.class, () -> exchange.exchange(request()))
                .problem()
                .code())
        .isEqualTo("not-authorized");
  }

  @Test
  void sessionPoliciesAreSent() throws Exception {
    var policies =
        new SessionPolicies(
            Optional.of("{\"Statement\":[]}"), List.of("arn:aws:iam::aws:policy/ReadOnlyAccess"));
    exchange(serving(200, GOOD)).exchange(request(policies));
    assertThat(URLDecoder.decode(body, StandardCharsets.UTF_8))
        .contains(
            "Policy={\"Statement\":[]}",
            "PolicyArns.member.1.arn=arn:aws:iam::aws:policy/ReadOnlyAccess");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "400|ExpiredTokenException|Token expired|Refused|token-expired",
        "400|InvalidIdentityToken|No OpenIDConnect provider found in your account for x|Refused|no-oidc-provider",
        "400|InvalidIdentityToken|Incorrect token audience|Refused|wrong-audience",
        "400|InvalidIdentityToken|Couldn't retrieve verification key from your identity provider|Refused|key-not-retrieved",
        "400|InvalidIdentityToken|OpenIDConnect provider's HTTPS certificate doesn't match configured thumbprint|Refused|wrong-thumbprint",
        "400|InvalidIdentityToken|The ID Token provided is not a valid JWT.|Refused|invalid-identity-token",
        "400|IDPCommunicationError|x|Unreachable|issuer-unreachable-for-sts",
        "403|IDPRejectedClaim|x|Refused|issuer-rejected-token",
        "403|AccessDenied|Not authorized to perform sts:AssumeRoleWithWebIdentity|Refused|not-authorized",
        "400|ValidationError|The requested DurationSeconds exceeds the MaxSessionDuration set for this role.|Refused|session-too-long",
        "400|ValidationError|1 validation error detected|Refused|request-refused",
        "400|MalformedPolicyDocument|Syntax errors in policy.|Refused|session-policy-refused",
        "400|PackedPolicyTooLarge|Packed policy consumes 120% of allotted space|Refused|session-policy-too-large",
        "403|RegionDisabledException|x|Refused|region-disabled",
        "400|SomethingNew|x|Refused|something-new",
        "403|~~|Forbidden by the proxy|Unreachable|not-aws",
        "429|Throttling|Rate exceeded|Unreachable|throttled",
        "500|InternalFailure|x|Unreachable|service-failed"
      })
  void eachErrorHasItsTypeAndCode(
      int status, String code, String words, String kind, String expected) throws Exception {
    var problem = failure(serving(status, error(code, words)));
    assertThat(problem.getClass().getSimpleName()).isEqualTo(kind);
    assertThat(problem.code()).isEqualTo(expected);
    assertThat(problem.message()).doesNotContain("Exception:", "software.amazon");
  }

  @ParameterizedTest
  @CsvSource({"200", "403", "502"})
  void htmlPageIsNotASuccess(int status) throws Exception {
    assertThat(failure(serving(status, "<html><body>proxy</body></html>")))
        .isNotInstanceOf(Problem.Unexpected.class);
  }

  @ParameterizedTest
  @CsvSource({"InternalFailure,false", "'',true"})
  void aServerErrorWithoutACodeMayBeThatOfAnotherServer(String code, boolean endpoint)
      throws Exception {
    assertThat(failure(serving(501, error(code, "x"))).hint().contains("AWS_ENDPOINT_URL_STS"))
        .isEqualTo(endpoint);
  }

  @Test
  void answerWithoutCredentialsIsUnreachable() throws Exception {
    assertThat(failure(serving(200, GOOD.replace("<SecretAccessKey>secret</SecretAccessKey>", ""))))
        .extracting(Problem::code)
        .isEqualTo("no-usable-answer");
  }

  @Test
  void refusedConnectionIsUnreachable() throws Exception {
    var endpoint = serving(200, GOOD);
    stop();
    assertThat(failure(endpoint).code()).isEqualTo("connection-refused");
    assertThat(failure(endpoint).message()).contains("127.0.0.1:" + endpoint.getPort());
  }

  @Test
  void hangingServerIsUnreachableAfterTheTimeout() throws Exception {
    try (var silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      var endpoint = URI.create("http://127.0.0.1:" + silent.getLocalPort());
      assertThat(failure(endpoint, Duration.ofMillis(500)).code()).isEqualTo("timed-out");
    }
  }

  private static Problem failure(URI endpoint) {
    return failure(endpoint, Duration.ofSeconds(20));
  }

  private static Problem failure(URI endpoint, Duration timeout) {
    return catchThrowableOfType(
            ProblemException.class, () -> exchange(endpoint, timeout).exchange(request()))
        .problem();
  }

  private static HttpTokenExchange exchange(URI endpoint) {
    return exchange(endpoint, Duration.ofSeconds(20));
  }

  private static HttpTokenExchange exchange(URI endpoint, Duration timeout) {
    var settings =
        new AwsSettings(
            Optional.of("us-east-1"),
            Map.of("sts", endpoint),
            Optional.empty(),
            Optional.empty(),
            false,
            timeout);
    var connections = new StsConnections(settings, Optional::empty, name -> Optional.empty());
    return new HttpTokenExchange(connections, CallLog.NONE, sleeper -> {});
  }

  private static ExchangeRequest request() {
    return request(SessionPolicies.NONE);
  }

  private static ExchangeRequest request(SessionPolicies policies) {
    return new ExchangeRequest(
        RoleArn.parse("arn:aws:iam::tenant:role/app"),
        new SessionName("session"),
        new TokenForge("k").signed("{\"iss\":\"https://i\",\"aud\":\"a\"}"),
        Duration.ofHours(1),
        policies);
  }

  private static String error(String code, String words) {
    return """
    <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
      <Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>
      <RequestId>r</RequestId>
    </ErrorResponse>
    """
        .formatted(code, words);
  }

  private URI serving(int status, String answer) throws Exception {
    var started = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    started.createContext(
        "/",
        call -> {
          authorization = call.getRequestHeaders().getFirst("Authorization");
          body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var bytes = answer.getBytes(StandardCharsets.UTF_8);
          call.sendResponseHeaders(status, bytes.length);
          call.getResponseBody().write(bytes);
          call.close();
        });
    started.start();
    server = started;
    return URI.create("http://127.0.0.1:" + started.getAddress().getPort());
  }
}
