package io.spiffeaws.sandbox.aws;

import io.spiffeaws.http.CaBundle;
import io.spiffeaws.json.Json;
import io.spiffeaws.sandbox.tls.SandboxCa;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/// The AWS services with an issuer, a clock that tests can set, and AWS's own clients.
final class AwsWorld implements AutoCloseable {
  static final String ACCOUNT = "123456789012";
  static final String PROVIDER = "arn:aws:iam::123456789012:oidc-provider/oidc.example.org";
  static final String SUBJECT = "spiffe://example.org/s3-app";
  static final String AUDIENCE = "aws-s3-app";

  /// Shared by all tests, because generating keys and signing certificates takes most of the
  /// start-up time.
  private static final SandboxCa CA = new SandboxCa();

  private static final SSLContext TLS = CA.tls(List.of("localhost"), List.of("127.0.0.1"));

  final TestIssuer issuer = new TestIssuer();
  final MovedClock clock = new MovedClock();
  final AwsServices services;
  private final TrustManager[] trust;

  AwsWorld(Path directory) {
    this(directory, Duration.ZERO);
  }

  AwsWorld(Path directory, Duration sessionTtl) {
    var file = directory.resolve("ca.pem");
    try {
      Files.write(file, CA.pem());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    trust = CaBundle.read(file).trustManagers();
    services =
        AwsServices.start(
            new AwsServicesSettings(
                TLS,
                issuer,
                issuer,
                clock,
                ACCOUNT,
                "us-east-1",
                "AKIATEST",
                Secret.of("administrator-secret"),
                sessionTtl,
                directory.resolve("objects")));
  }

  /// Real time plus an offset that a test sets. AWS's clients sign with real time.
  static final class MovedClock extends Clock {
    private volatile Duration offset = Duration.ZERO;

    void move(Duration by) {
      offset = offset.plus(by);
    }

    @Override
    public Instant instant() {
      return Clock.systemUTC().instant().plus(offset);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  static AwsCredentials administrator() {
    return AwsBasicCredentials.create("AKIATEST", "administrator-secret");
  }

  static AwsCredentials session(Credentials credentials) {
    return AwsSessionCredentials.create(
        credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }

  IamClient iam(AwsCredentials credentials) {
    return build(IamClient.builder(), services.iamEndpoint(), fixed(credentials));
  }

  StsClient sts(AwsCredentials credentials) {
    return build(StsClient.builder(), services.stsEndpoint(), fixed(credentials));
  }

  StsClient anonymousSts() {
    return build(
        StsClient.builder(), services.stsEndpoint(), AnonymousCredentialsProvider.create());
  }

  S3Client s3(AwsCredentials credentials) {
    return build(
        S3Client.builder().forcePathStyle(true), services.s3Endpoint(), fixed(credentials));
  }

  /// Creates a provider, and a role that trusts the subject with the audience.
  void setUp(String permissions) {
    try (var iam = iam(administrator())) {
      iam.createOpenIDConnectProvider(
          request -> request.url(TestIssuer.URL).clientIDList(AUDIENCE, "other"));
      iam.createRole(request ->
          request
              .roleName("s3-app")
              .maxSessionDuration(7200)
              .assumeRolePolicyDocument(trust(SUBJECT)));
      if (!permissions.isEmpty()) {
        iam.putRolePolicy(
            request -> request.roleName("s3-app").policyName("s3").policyDocument(permissions));
      }
    }
  }

  static String trust(String subject) {
    return """
    {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
     "Principal":{"Federated":"arn:aws:iam::123456789012:oidc-provider/oidc.example.org"},
     "Action":"sts:AssumeRoleWithWebIdentity",
     "Condition":{"StringEquals":{"oidc.example.org:aud":"aws-s3-app","oidc.example.org:sub":"%s"}}}]}
    """
        .formatted(subject);
  }

  /// Returns the claims of a valid token.
  Json.Obj claims() {
    long now = clock.instant().getEpochSecond();
    return Json.object()
        .with("iss", Json.of(TestIssuer.URL))
        .with("sub", Json.of(SUBJECT))
        .with("aud", Json.strings(List.of(AUDIENCE)))
        .with("iat", Json.of(now))
        .with("exp", Json.of(now + 300));
  }

  /// Creates a session with a valid token.
  AwsCredentials assume() {
    try (var sts = anonymousSts()) {
      return session(
          sts.assumeRoleWithWebIdentity(request ->
                  request
                      .roleArn("arn:aws:iam::123456789012:role/s3-app")
                      .roleSessionName("test")
                      .webIdentityToken(issuer.sign(claims())))
              .credentials());
    }
  }

  @Override
  public void close() {
    services.close();
  }

  private static AwsCredentialsProvider fixed(AwsCredentials credentials) {
    return StaticCredentialsProvider.create(credentials);
  }

  private <B extends AwsClientBuilder<B, C>, C> C build(
      B builder, URI endpoint, AwsCredentialsProvider credentials) {
    builder.region(Region.US_EAST_1).endpointOverride(endpoint).credentialsProvider(credentials);
    if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
      sync.httpClient(
          UrlConnectionHttpClient.builder().tlsTrustManagersProvider(() -> trust).build());
    }
    return builder.build();
  }
}
