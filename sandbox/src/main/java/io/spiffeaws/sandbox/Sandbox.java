package io.spiffeaws.sandbox;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.file.AtomicFile;
import io.spiffeaws.oidc.ConnectTo;
import io.spiffeaws.oidc.HttpsIssuerDocuments;
import io.spiffeaws.oidc.IssuerCertificates;
import io.spiffeaws.oidc.IssuerDocuments;
import io.spiffeaws.oidc.IssuerRoutes;
import io.spiffeaws.oidc.TlsIssuerCertificates;
import io.spiffeaws.sandbox.aws.AwsServices;
import io.spiffeaws.sandbox.aws.AwsServicesSettings;
import io.spiffeaws.sandbox.issuer.IssuerServer;
import io.spiffeaws.sandbox.spire.SpireServer;
import io.spiffeaws.sandbox.tls.SandboxCa;
import io.spiffeaws.sandbox.workload.SpireAgent;
import io.spiffeaws.secret.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/// The complete test environment of `spiffe-aws` in this process: SPIRE server and agent, OIDC
/// issuer, and AWS IAM, STS, S3, CloudTrail and Roles Anywhere. It accepts and rejects the same
/// requests as the real services. It leaves no files behind. Thread-safe.
public final class Sandbox implements AutoCloseable {
  public static final String TRUST_DOMAIN = "example.org";
  public static final String ISSUER = "https://oidc.example.org";
  public static final String REGION = "us-east-1";
  public static final String ACCOUNT = "123456789012";

  /// The administrator's access key ID. Each sandbox has a new secret for it.
  public static final String ACCESS_KEY_ID = "AKIASANDBOXADMINUSER";

  private static final String ALIAS_PATH = "/host";

  private final SandboxDirectory directory;
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();
  private final Map<String, String> environment = new LinkedHashMap<>();
  private boolean closed;

  private final SandboxState state;

  private Sandbox(SandboxDirectory directory, SandboxSettings settings) {
    this.directory = directory;
    try {
      this.state = startParts(settings);
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  /// Starts all parts.
  ///
  /// @throws ProblemException malformed if the directory cannot be used as it is; unexpected if the
  ///   system denies access to it
  public static Sandbox start(SandboxSettings settings) {
    return new Sandbox(SandboxDirectory.open(settings.directory()), settings);
  }

  /// Returns the directory of its sockets and files. Everything in it is deleted on close.
  public Path directory() {
    return directory.path();
  }

  /// Returns a view of its current state, for tests.
  public SandboxState state() {
    return state;
  }

  /// Returns the environment variables that a program in the sandbox needs, in a readable order.
  public Map<String, String> environment() {
    return Collections.unmodifiableMap(environment);
  }

  /// Stops all parts and deletes all files.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        // the other parts must still be stopped
      }
    }
    directory.remove();
  }

  private SandboxState startParts(SandboxSettings settings) {
    var spire = startSpire(settings);
    var ca = new SandboxCa();
    var caFile = directory.resolve("ca.pem");
    AtomicFile.write(caFile, ca.pem());
    var issuer = URI.create(ISSUER);
    var tls = ca.tls(List.of(issuer.getHost(), "localhost"), List.of("127.0.0.1"));
    var documents = started(IssuerServer.start(tls, issuer, () -> spire.keys().publishedJwks()));
    var connectTo = issuer.getHost() + ":443:127.0.0.1:" + documents.address().getPort();
    environment.put("SPIFFE_AWS_ISSUER", ISSUER);
    environment.put("SPIFFE_AWS_CONNECT_TO", connectTo);
    var routes = IssuerRoutes.by(ConnectTo.parse(connectTo));
    var issuers =
        HttpsIssuerDocuments.trusting(
            Optional.of(caFile), routes, HttpsIssuerDocuments.AWS_TIMEOUT, CallLog.NONE);
    var certificates =
        new TlsIssuerCertificates(routes, HttpsIssuerDocuments.AWS_TIMEOUT, CallLog.NONE);
    var aws = startAws(settings, tls, issuers, certificates);
    environment.put("AWS_CA_BUNDLE", caFile.toString());
    return new SandboxState(spire.entries(), aws);
  }

  private AwsServices startAws(
      SandboxSettings settings,
      SSLContext tls,
      IssuerDocuments issuers,
      IssuerCertificates certificates) {
    var secret = Secret.of(newSecretAccessKey());
    var aws =
        started(
            AwsServices.start(
                new AwsServicesSettings(
                    tls,
                    issuers,
                    certificates,
                    settings.clock(),
                    ACCOUNT,
                    REGION,
                    ACCESS_KEY_ID,
                    secret,
                    settings.sessionTtl(),
                    directory.resolve("objects"))));
    environment.put("AWS_ENDPOINT_URL_IAM", aws.iamEndpoint().toString());
    environment.put("AWS_ENDPOINT_URL_STS", aws.stsEndpoint().toString());
    environment.put("AWS_ENDPOINT_URL_S3", aws.s3Endpoint().toString());
    environment.put("AWS_ENDPOINT_URL_CLOUDTRAIL", aws.cloudTrailEndpoint().toString());
    environment.put("AWS_ENDPOINT_URL_ROLESANYWHERE", aws.rolesAnywhereEndpoint().toString());
    environment.put("AWS_REGION", REGION);
    environment.put("AWS_DEFAULT_REGION", REGION);
    environment.put("AWS_ACCESS_KEY_ID", ACCESS_KEY_ID);
    environment.put("AWS_SECRET_ACCESS_KEY", secret.reveal());
    environment.put("AWS_EC2_METADATA_DISABLED", "true");
    AtomicFile.write(
        directory.resolve("mfa-seed"),
        aws.mfaDevice().seed().reveal().getBytes(StandardCharsets.US_ASCII));
    return aws;
  }

  private static String newSecretAccessKey() {
    var bytes = new byte[30]; // 40 base64 characters, like the keys of AWS
    new SecureRandom().nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  private SpireServer startSpire(SandboxSettings settings) {
    var serverSocket = directory.resolve("server.sock");
    var agentSocket = directory.resolve("agent.sock");
    var server =
        started(
            SpireServer.start(
                new SpireServer.Settings(
                    serverSocket,
                    TRUST_DOMAIN,
                    ALIAS_PATH,
                    settings.jwtKeyType(),
                    settings.clock())));
    started(
        SpireAgent.start(
            server,
            new SpireAgent.Settings(
                agentSocket,
                ISSUER,
                settings.jwtTtl(),
                settings.syncInterval(),
                settings.clock())));
    environment.put("SPIFFE_ENDPOINT_SOCKET", "unix://" + agentSocket);
    environment.put("SPIRE_SERVER_SOCKET", serverSocket.toString());
    environment.put("SPIRE_API_ADDRESS", server.address());
    return server;
  }

  private <T extends AutoCloseable> T started(T part) {
    parts.push(part);
    return part;
  }
}
