package io.spiffeaws.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.cloudtrail.EventHistory;
import io.spiffeaws.sandbox.aws.iam.Iam;
import io.spiffeaws.sandbox.aws.identity.Authenticator;
import io.spiffeaws.sandbox.aws.identity.Permissions;
import io.spiffeaws.sandbox.aws.identity.QueryAuthorizer;
import io.spiffeaws.sandbox.aws.identity.Sessions;
import io.spiffeaws.sandbox.aws.identity.VirtualMfaDevice;
import io.spiffeaws.sandbox.aws.s3.Buckets;
import io.spiffeaws.sandbox.aws.s3.S3;
import io.spiffeaws.sandbox.aws.sigv4.PathEncoding;
import io.spiffeaws.sandbox.aws.sigv4.SignatureVerifier;
import io.spiffeaws.sandbox.aws.sts.Sts;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.AwsService;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import io.spiffeaws.secret.Secret;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sends random requests. Every response must be a regular error: an exception of another type
/// fails the test.
class RequestFuzzTest {
  private static final List<String> BODIES =
      List.of(
          "Action=AssumeRoleWithWebIdentity&Version=2011-06-15&RoleArn=arn:aws:iam::123456789012:role/r"
              + "&RoleSessionName=test&WebIdentityToken=eyJhbGciOiJFUzI1NiJ9.eyJpc3MiOiJ4In0.AA&DurationSeconds=900",
          "Action=CreateRole&Version=2010-05-08&RoleName=r&AssumeRolePolicyDocument=%7B%7D",
          "Action=GetCallerIdentity&Version=2011-06-15");
  private static final List<String> AUTHORIZATIONS =
      List.of(
          "AWS4-HMAC-SHA256 Credential=AKIATEST/20150830/us-east-1/s3/aws4_request,"
              + " SignedHeaders=host;x-amz-date, Signature=00",
          "AWS4-HMAC-SHA256 Credential=//",
          "Basic xyz");

  @TempDir Path directory;

  @Test
  void randomRequestsAreRejected() throws IOException {
    var random = new SplittableRandom(20261123);
    var services = services();
    for (int i = 0; i < 6000; i++) {
      var service = services.get(i % services.size());
      var request = request(random);
      try {
        assertThat(service.answer(request).status()).isLessThan(500);
      } catch (AwsError refusal) {
        assertThat(refusal.status()).isBetween(400, 499);
        assertThat(service.refuse(request, refusal).status()).isEqualTo(refusal.status());
      }
    }
  }

  private List<AwsService> services() {
    var clock = Clock.systemUTC();
    var account = new Account("123456789012");
    var permissions = new Permissions(account, clock);
    var identifiers = new Identifiers(new SecureRandom());
    var sessions = new Sessions();
    var authenticator =
        new Authenticator(
            new SignatureVerifier("s3", "us-east-1", PathEncoding.ONCE, clock),
            account,
            sessions,
            "AKIATEST",
            Secret.of("x"),
            clock);
    var gate = new QueryAuthorizer("iam", authenticator, permissions);
    var issuer = new TestIssuer();
    return List.of(
        Iam.api(account, gate, issuer, issuer, identifiers, clock),
        Sts.api(
            account,
            gate,
            issuer,
            issuer,
            sessions,
            identifiers,
            clock,
            Duration.ZERO,
            new EventHistory(),
            "us-east-1",
            VirtualMfaDevice.create(account.number(), clock)),
        new S3(Buckets.in(directory, clock), authenticator, permissions, identifiers, clock));
  }

  private static AwsRequest request(SplittableRandom random) {
    var headers = new HashMap<String, List<String>>();
    if (random.nextBoolean()) {
      headers.put("authorization", List.of(mutate(random, pick(random, AUTHORIZATIONS))));
      headers.put("x-amz-date", List.of(mutate(random, "20150830T123600Z")));
      headers.put("x-amz-content-sha256", List.of(mutate(random, "UNSIGNED-PAYLOAD")));
    }
    var body = mutate(random, pick(random, BODIES)).getBytes(StandardCharsets.UTF_8);
    return new AwsRequest(
        pick(random, List.of("GET", "PUT", "POST", "DELETE", "HEAD", "PATCH")),
        "/" + mutate(random, "bucket/key%20x"),
        mutate(
            random,
            pick(
                random,
                List.of("list-type=2", "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=1", ""))),
        headers,
        new ByteArrayInputStream(body),
        InetAddress.getLoopbackAddress(),
        "id");
  }

  private static String mutate(SplittableRandom random, String text) {
    var mutated = new StringBuilder(text);
    for (int edits = random.nextInt(4); edits > 0 && !mutated.isEmpty(); edits--) {
      int at = random.nextInt(mutated.length());
      mutated.replace(at, at + random.nextInt(3), String.valueOf((char) random.nextInt(1, 256)));
    }
    return mutated.toString();
  }

  private static String pick(SplittableRandom random, List<String> values) {
    return values.get(random.nextInt(values.size()));
  }
}
