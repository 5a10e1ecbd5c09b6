package io.spiffeaws.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.KeySource;
import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.doctor.DeniedExchange;
import io.spiffeaws.doctor.SdkDeniedExchanges;
import io.spiffeaws.http.Proxies;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.sts.RoleArn;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.services.sts.model.StsException;

/// Tests the events of exchanges with the product's own client. The aws CLI reads them in a
/// scenario.
class CloudTrailTest extends WithAwsWorld {
  private static final String OTHER = "arn:aws:iam::123456789012:role/none";
  private static final AwsKeys ADMINISTRATOR =
      new AwsKeys("AKIATEST", Secret.of("administrator-secret"), Optional.empty());

  @Test
  void deniedExchangeIsFound() {
    exchange(ROLE, world.claims().with("sub", Json.of("spiffe://example.org/other")));

    assertThat(newest(ADMINISTRATOR, Instant.EPOCH))
        .get()
        .usingRecursiveComparison()
        .ignoringFields("time")
        .isEqualTo(
            new DeniedExchange(
                Instant.EPOCH,
                "spiffe://example.org/other",
                AwsWorld.AUDIENCE,
                AwsWorld.PROVIDER,
                "AccessDenied",
                "An unknown error occurred"));
  }

  @Test
  void onlyDeniedExchangesOfVerifiedTokensSinceTheTimeAreFound() {
    exchange(ROLE, world.claims());
    exchange(ROLE, world.claims().with("aud", Json.of("unknown")));
    exchange(OTHER, world.claims());
    assertThat(newest(ADMINISTRATOR, Instant.EPOCH)).isEmpty();

    exchange(ROLE, world.claims().with("sub", Json.of("spiffe://example.org/other")));
    assertThat(newest(ADMINISTRATOR, world.clock.instant().plus(Duration.ofMinutes(1)))).isEmpty();
  }

  @Test
  void nextPageIsRead() {
    exchange(ROLE, world.claims().with("sub", Json.of("spiffe://example.org/other")));
    for (var i = 0; i < 50; i++) {
      exchange(OTHER, world.claims());
    }

    assertThat(newest(ADMINISTRATOR, Instant.EPOCH)).isPresent();
  }

  @Test
  void missingPermissionAndInvalidCredentialsAreReported() {
    var session = (AwsSessionCredentials) world.assume();
    var keys =
        new AwsKeys(
            session.accessKeyId(),
            Secret.of(session.secretAccessKey()),
            Optional.of(Secret.of(session.sessionToken())));

    assertThat(code(keys)).isEqualTo("access-denied");
    assertThat(code(new AwsKeys("AKIATEST", Secret.of("wrong"), Optional.empty())))
        .isEqualTo("bad-aws-credentials");
    assertThat(code(new AwsKeys("AKIANONE", Secret.of("wrong"), Optional.empty())))
        .isEqualTo("bad-aws-credentials");
  }

  private String code(AwsKeys keys) {
    return catchThrowableOfType(ProblemException.class, () -> newest(keys, Instant.EPOCH))
        .problem()
        .code();
  }

  /// Exchanges a token, whatever the result is.
  private void exchange(String role, Json.Obj claims) {
    try (var sts = world.anonymousSts()) {
      sts.assumeRoleWithWebIdentity(request ->
          request
              .roleArn(role)
              .roleSessionName("test")
              .webIdentityToken(world.issuer.sign(claims)));
    } catch (StsException denied) {
      // the event is what the tests read
    }
  }

  private Optional<DeniedExchange> newest(AwsKeys keys, Instant since) {
    var settings =
        new AwsSettings(
            Optional.of("us-east-1"),
            Map.of("cloudtrail", world.services.cloudTrailEndpoint()),
            Map.of(),
            Optional.of(directory.resolve("ca.pem")),
            Optional.empty(),
            false,
            Duration.ofSeconds(10),
            Proxies.NONE,
            Optional.of(keys),
            KeySource.NONE,
            Map.of());
    var calls = new SdkClients(settings, CallLog.NONE);
    return new SdkDeniedExchanges(calls.operatorsJson(SdkDeniedExchanges.SERVICE, "aws"))
        .newest(RoleArn.parse(ROLE), since);
  }
}
