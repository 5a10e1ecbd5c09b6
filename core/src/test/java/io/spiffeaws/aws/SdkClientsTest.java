package io.spiffeaws.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.Proxies;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.exception.SdkException;

/// The clients with a server that rejects the keys.
final class SdkClientsTest {
  private static final AwsKeys KEYS =
      new AwsKeys("AKIDEXAMPLE", Secret.of("wrong"), Optional.empty());
  private static final KeyOrigin ORIGIN = new KeyOrigin("the keys of a profile", "correct them");

  private HttpServer server;
  private String code = "InvalidClientTokenId";
  private String message = "no";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var body =
              "<ErrorResponse><Error><Code>%s</Code><Message>%s</Message></Error></ErrorResponse>"
                  .formatted(code, message)
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(403, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @ParameterizedTest
  @CsvSource({"InvalidClientTokenId", "SignatureDoesNotMatch", "ExpiredToken"})
  void rejectedKeysAreReportedWithTheirOrigin(String rejection) {
    code = rejection;
    var found = new ExpiringKeys(KEYS, Optional.empty(), ORIGIN);
    assertThat(rejected(settings(Optional.empty(), () -> found)))
        .isEqualTo(
            new Problem.Refused(
                "bad-aws-credentials",
                "IAM rejected the keys of a profile for iam:ListRoles (" + rejection + ")",
                "correct them"));
  }

  @Test
  void rejectedRegionIsNamed() {
    code = "SignatureDoesNotMatch";
    message = "Credential should be scoped to a valid region. ";
    var port = server.getAddress().getPort();

    assertThat(rejected(settings(Optional.of(KEYS), KeySource.NONE)))
        .extracting(Problem::code, Problem::message, Problem::hint)
        .containsExactly(
            "other-region",
            "IAM at 127.0.0.1:%d rejected the region eu-west-1 of the request for iam:ListRoles (SignatureDoesNotMatch); it expects another one, which is us-east-1 for most services other than AWS"
                .formatted(port),
            "specify --region us-east-1, or run: export AWS_REGION=us-east-1");
  }

  @Test
  void rejectedKeysOfTheEnvironmentAreReportedWithTheirVariables() {
    assertThat(rejected(settings(Optional.of(KEYS), KeySource.NONE)).message())
        .isEqualTo(
            "IAM rejected the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY for iam:ListRoles (InvalidClientTokenId)");
    var session = new AwsKeys("ASIAEXAMPLE", Secret.of("s"), Optional.of(Secret.of("t")));
    assertThat(rejected(settings(Optional.of(session), KeySource.NONE)))
        .extracting(Problem::message, Problem::hint)
        .containsExactly(
            "IAM rejected the session in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN for iam:ListRoles (InvalidClientTokenId)",
            "correct or unset these variables, or specify a profile with --profile");
  }

  @Test
  void anotherErrorDoesNotBlameTheKeys() {
    code = "AccessDenied";
    assertThat(rejected(settings(Optional.of(KEYS), KeySource.NONE)).message())
        .isEqualTo("AWS denied iam:ListRoles: no");
  }

  /// The credentials may come from a program, or from a user who enters a code: neither counts
  /// towards the timeout of the call.
  @Test
  void theTimeoutOfACallStartsAfterItsCredentialsAreFound() {
    var frames = new ArrayList<String>();
    KeySource source =
        () -> {
          StackWalker.getInstance().forEach(frame -> frames.add(frame.getClassName()));
          return new ExpiringKeys(KEYS, Optional.empty());
        };
    rejected(settings(Optional.empty(), source));
    assertThat(frames).isNotEmpty().noneMatch(name -> name.contains("TimeoutTrackingStage"));
  }

  @Test
  void credentialsThatExpireSoonAreFoundAgainBeforeTheNextCall() {
    var found = new ArrayList<ExpiringKeys>();
    var source =
        new KeySource() {
          @Override
          public ExpiringKeys find() {
            found.add(new ExpiringKeys(KEYS, Optional.empty()));
            return found.getLast();
          }

          @Override
          public boolean isGoodFor(ExpiringKeys keys, Duration length) {
            return false;
          }
        };
    try (var iam = new SdkClients(settings(Optional.empty(), source), CallLog.NONE).iam()) {
      for (var calls : List.of(1, 2)) {
        var _ = catchThrowableOfType(SdkException.class, iam::listRoles);
        assertThat(found).hasSize(calls);
      }
    }
  }

  private static Problem rejected(AwsSettings settings) {
    try (var iam = new SdkClients(settings, CallLog.NONE).iam()) {
      var failure = catchThrowableOfType(SdkException.class, iam::listRoles);
      return SdkProblems.translate("IAM", "iam:ListRoles", failure).problem();
    }
  }

  private AwsSettings settings(Optional<AwsKeys> keys, KeySource source) {
    var endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    return new AwsSettings(
        Optional.of("eu-west-1"),
        Map.of("iam", endpoint),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        false,
        Duration.ofSeconds(30),
        Proxies.NONE,
        keys,
        source,
        Map.of());
  }
}
