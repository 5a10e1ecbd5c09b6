package io.spiffeaws.sandbox.aws;

import io.spiffeaws.sandbox.aws.account.Account;
import io.spiffeaws.sandbox.aws.account.OidcProvider;
import io.spiffeaws.sandbox.aws.account.Role;
import io.spiffeaws.sandbox.aws.cloudtrail.CloudTrail;
import io.spiffeaws.sandbox.aws.cloudtrail.EventHistory;
import io.spiffeaws.sandbox.aws.iam.Iam;
import io.spiffeaws.sandbox.aws.identity.Authenticator;
import io.spiffeaws.sandbox.aws.identity.Permissions;
import io.spiffeaws.sandbox.aws.identity.QueryAuthorizer;
import io.spiffeaws.sandbox.aws.identity.Sessions;
import io.spiffeaws.sandbox.aws.identity.VirtualMfaDevice;
import io.spiffeaws.sandbox.aws.rolesanywhere.RolesAnywhere;
import io.spiffeaws.sandbox.aws.rolesanywhere.management.ManagementApi;
import io.spiffeaws.sandbox.aws.rolesanywhere.registry.Registry;
import io.spiffeaws.sandbox.aws.rolesanywhere.session.CreateSession;
import io.spiffeaws.sandbox.aws.s3.Buckets;
import io.spiffeaws.sandbox.aws.s3.S3;
import io.spiffeaws.sandbox.aws.s3.StoredObject;
import io.spiffeaws.sandbox.aws.sigv4.PathEncoding;
import io.spiffeaws.sandbox.aws.sigv4.SignatureVerifier;
import io.spiffeaws.sandbox.aws.sts.SessionIssuer;
import io.spiffeaws.sandbox.aws.sts.Sts;
import io.spiffeaws.sandbox.aws.wire.HttpsEndpoint;
import io.spiffeaws.sandbox.aws.wire.Identifiers;
import java.net.URI;
import java.security.SecureRandom;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/// IAM, STS, S3, CloudTrail and Roles Anywhere of one account, each on a port of 127.0.0.1. Their
/// state lives as long as this object. Thread-safe.
public final class AwsServices implements AutoCloseable {
  private static final String IAM_REGION = "us-east-1";

  private final Deque<HttpsEndpoint> endpoints = new ArrayDeque<>();
  private final AwsServicesSettings settings;
  private final Account account;
  private final Buckets buckets;
  private final Sessions sessions = new Sessions();
  private final EventHistory history = new EventHistory();
  private final Identifiers identifiers = new Identifiers(new SecureRandom());
  private final VirtualMfaDevice mfaDevice;
  private final Permissions permissions;
  private final URI iam;
  private final URI sts;
  private final URI s3;
  private final URI cloudTrail;
  private final URI rolesAnywhere;

  private AwsServices(AwsServicesSettings settings) {
    this.settings = settings;
    this.account = new Account(settings.account());
    this.mfaDevice = VirtualMfaDevice.create(settings.account(), settings.clock());
    this.permissions = new Permissions(account, settings.clock());
    this.buckets = Buckets.in(settings.objects(), settings.clock());
    this.iam = startIam();
    this.sts = startSts();
    this.s3 = startS3();
    this.cloudTrail = startCloudTrail();
    this.rolesAnywhere = startRolesAnywhere();
  }

  /// Starts the services. They accept requests when this method returns.
  ///
  /// @throws io.spiffeaws.problem.ProblemException unexpected if a port cannot be opened or the
  ///   directory cannot be used
  public static AwsServices start(AwsServicesSettings settings) {
    return new AwsServices(settings);
  }

  public URI iamEndpoint() {
    return iam;
  }

  public URI stsEndpoint() {
    return sts;
  }

  public URI s3Endpoint() {
    return s3;
  }

  public URI cloudTrailEndpoint() {
    return cloudTrail;
  }

  public URI rolesAnywhereEndpoint() {
    return rolesAnywhere;
  }

  /// Returns the administrator's MFA device.
  public VirtualMfaDevice mfaDevice() {
    return mfaDevice;
  }

  /// Returns the current OIDC providers.
  public List<OidcProvider> providers() {
    return account.providers();
  }

  /// Returns the current state of the role of that name, or empty if there is none.
  public Optional<Role> role(String name) {
    return account.role(name);
  }

  /// Returns the objects of a bucket in key order, or empty if the bucket does not exist.
  public List<StoredObject> objects(String bucket) {
    return buckets.objects(bucket).map(List::copyOf).orElse(List.of());
  }

  /// Stops the services. The files of the objects are not deleted.
  @Override
  public void close() {
    while (!endpoints.isEmpty()) {
      endpoints.pop().close();
    }
  }

  private URI startIam() {
    var gate = gate("iam", IAM_REGION);
    var api =
        Iam.api(
            account,
            gate,
            settings.issuers(),
            settings.certificates(),
            identifiers,
            settings.clock());
    return listen(HttpsEndpoint.start(settings.tls(), api, identifiers));
  }

  private URI startSts() {
    var api =
        Sts.api(
            account,
            gate("sts", settings.region()),
            settings.issuers(),
            settings.certificates(),
            sessions,
            identifiers,
            settings.clock(),
            settings.sessionTtl(),
            history,
            settings.region(),
            mfaDevice);
    return listen(HttpsEndpoint.start(settings.tls(), api, identifiers));
  }

  private URI startS3() {
    var authenticator = authenticator("s3", settings.region(), PathEncoding.ONCE);
    var service = new S3(buckets, authenticator, permissions, identifiers, settings.clock());
    return listen(HttpsEndpoint.start(settings.tls(), service, identifiers));
  }

  private URI startCloudTrail() {
    var authenticator = authenticator("cloudtrail", settings.region(), PathEncoding.TWICE);
    var service = new CloudTrail(history, authenticator, permissions);
    return listen(HttpsEndpoint.start(settings.tls(), service, identifiers));
  }

  private URI startRolesAnywhere() {
    var clock = settings.clock();
    var registry = new Registry();
    var issuer =
        new SessionIssuer(sessions, identifiers, clock, settings.account(), settings.sessionTtl());
    var authenticator = authenticator("rolesanywhere", settings.region(), PathEncoding.TWICE);
    var service =
        new RolesAnywhere(
            new CreateSession(registry, account, issuer, clock),
            new ManagementApi(registry, account, authenticator, permissions, clock));
    return listen(HttpsEndpoint.start(settings.tls(), service, identifiers));
  }

  private URI listen(HttpsEndpoint endpoint) {
    endpoints.push(endpoint);
    return endpoint.uri();
  }

  private QueryAuthorizer gate(String service, String region) {
    return new QueryAuthorizer(
        service, authenticator(service, region, PathEncoding.TWICE), permissions);
  }

  private Authenticator authenticator(String service, String region, PathEncoding pathForm) {
    return new Authenticator(
        new SignatureVerifier(service, region, !service.equals("iam"), pathForm, settings.clock()),
        account,
        sessions,
        settings.adminAccessKeyId(),
        settings.adminSecretAccessKey(),
        settings.clock());
  }
}
