package io.spiffeaws.cli.wiring;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.KeySource;
import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.cli.Invocation;
import io.spiffeaws.cli.options.SandboxOptions;
import io.spiffeaws.http.Proxies;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.Sandbox;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.spire.GrpcSpireServer;
import io.spiffeaws.spire.GrpcX509Authorities;
import io.spiffeaws.spire.RotateX509Authority;
import io.spiffeaws.spire.X509Authorities;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/// Starts the sandbox, and does the work of its administrators.
public final class SandboxWiring {
  private final Invocation invocation;

  public SandboxWiring(Invocation invocation) {
    this.invocation = invocation;
  }

  public Sandbox start(SandboxOptions options) {
    return Sandbox.start(options.settings(invocation));
  }

  /// Creates a bucket as the sandbox's administrator.
  ///
  /// @param variables of the sandbox
  public void makeBucket(Map<String, String> variables, String bucket) {
    var settings =
        new AwsSettings(
            Optional.of(value(variables, "AWS_REGION")),
            Map.of("s3", URI.create(value(variables, "AWS_ENDPOINT_URL_S3"))),
            Map.of(),
            Optional.of(Path.of(value(variables, "AWS_CA_BUNDLE"))),
            Optional.empty(),
            false,
            invocation.timeout(),
            Proxies.NONE,
            Optional.of(
                new AwsKeys(
                    value(variables, "AWS_ACCESS_KEY_ID"),
                    Secret.of(value(variables, "AWS_SECRET_ACCESS_KEY")),
                    Optional.empty())),
            KeySource.NONE,
            Map.of());
    try (var s3 = new SdkClients(settings, invocation.calls()).operatorsS3()) {
      s3.createBucket(request -> request.bucket(bucket));
    } catch (SdkException e) {
      throw SdkProblems.translate("S3", "s3:CreateBucket", e);
    }
  }

  /// Performs a step of the rotation of the CA of the sandbox that this process runs in.
  ///
  /// @throws ProblemException malformed if this process does not run in a sandbox
  public X509Authorities.State rotate(RotateX509Authority.Step step) {
    var socket =
        invocation
            .environment("SPIFFE_AWS_SANDBOX")
            .flatMap(_ -> invocation.environment("SPIRE_SERVER_SOCKET"))
            .orElseThrow(() ->
                ProblemException.malformed(
                    "no-sandbox",
                    "this command works only in a sandbox: SPIFFE_AWS_SANDBOX is not set",
                    "to open a shell in one, run: spiffe-aws sandbox run -- bash"));
    var server = new GrpcSpireServer(Path.of(socket), invocation.timeout(), invocation.calls());
    try (server) {
      return new RotateX509Authority(new GrpcX509Authorities(server)).run(step);
    }
  }

  private static String value(Map<String, String> variables, String name) {
    return variables.getOrDefault(name, "");
  }
}
