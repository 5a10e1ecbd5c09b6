package io.spiffeaws.oidc.publish;

import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.s3.S3Location;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// [IssuerPublisher] to an S3 bucket, with the AWS SDK and the operator's credentials. The bucket
/// policy controls read access.
public final class SdkBucketPublisher implements IssuerPublisher {
  private final S3Client s3;
  private final S3Location location;

  public SdkBucketPublisher(SdkClients clients, S3Location location) {
    this.s3 = clients.operatorsS3();
    this.location = location;
  }

  @Override
  public Optional<String> read(String name) {
    return call(
        "s3:GetObject",
        () -> {
          try {
            return Optional.of(
                s3.getObjectAsBytes(get -> get.bucket(location.bucket()).key(location.key(name)))
                    .asString(StandardCharsets.UTF_8));
          } catch (NoSuchKeyException e) {
            return Optional.empty();
          }
        });
  }

  @Override
  public void write(String name, String text, Duration fresh) {
    var _ =
        call(
            "s3:PutObject",
            () ->
                s3.putObject(
                    put ->
                        put.bucket(location.bucket())
                            .key(location.key(name))
                            .contentType("application/json")
                            .cacheControl("public, max-age=" + fresh.toSeconds()),
                    RequestBody.fromString(text)));
  }

  @Override
  public String location(String name) {
    return "s3://" + location.bucket() + "/" + location.key(name);
  }

  @Override
  public void close() {
    s3.close();
  }

  private <R> R call(String action, Supplier<R> call) {
    try {
      return call.get();
    } catch (AwsServiceException e) {
      if (SdkProblems.code(e).equals("NoSuchBucket")) {
        throw ProblemException.missing(
            "no-such-bucket",
            "bucket \"" + location.bucket() + "\" not found",
            "create it with: aws s3 mb s3://" + location.bucket());
      }
      throw SdkProblems.translate("S3", action, e);
    } catch (SdkException e) {
      throw SdkProblems.translate("S3", action, e);
    }
  }
}
