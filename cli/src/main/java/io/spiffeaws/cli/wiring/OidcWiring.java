package io.spiffeaws.cli.wiring;

import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.AwsOptions;
import io.spiffeaws.http.CaBundle;
import io.spiffeaws.oidc.CheckIssuer;
import io.spiffeaws.oidc.DocumentFetch;
import io.spiffeaws.oidc.HttpsIssuerDocuments;
import io.spiffeaws.oidc.IssuerRoutes;
import io.spiffeaws.oidc.TlsIssuerHandshake;
import io.spiffeaws.oidc.publish.DirectoryPublisher;
import io.spiffeaws.oidc.publish.IssuerPublisher;
import io.spiffeaws.oidc.publish.SdkBucketPublisher;
import io.spiffeaws.s3.S3Location;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// Creates the operations that check and publish an issuer.
public final class OidcWiring {
  private final Invocation invocation;

  public OidcWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  public CheckIssuer checkIssuer() {
    return new CheckIssuer(
        new TlsIssuerHandshake(
            bundle().map(file -> CaBundle.read(file).trustManagers()[0]),
            routes(),
            limit(),
            invocation.calls(),
            invocation.clock()),
        documents());
  }

  private DocumentFetch documents() {
    return HttpsIssuerDocuments.trusting(bundle(), routes(), limit(), invocation.calls());
  }

  private Optional<Path> bundle() {
    return invocation.environment("AWS_CA_BUNDLE").map(Path::of);
  }

  private IssuerRoutes routes() {
    return IssuerRoutes.of(invocation::environment);
  }

  private Duration limit() {
    return shorter(invocation.timeout(), HttpsIssuerDocuments.AWS_TIMEOUT);
  }

  public IssuerPublisher directory(String directory) {
    return new DirectoryPublisher(invocation.console().directory().resolve(directory));
  }

  public IssuerPublisher bucket(S3Location location, AwsOptions options) {
    return new SdkBucketPublisher(
        new SdkClients(options.settings(invocation), invocation.calls()), location);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
