package io.spiffeaws.s3;

import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/// An object store on S3 with the AWS SDK and the credentials of one session.
public final class SdkObjectStore implements ObjectStore {
  private final S3Client s3;

  public SdkObjectStore(SdkClients clients, SessionCredentials credentials) {
    s3 =
        clients.s3(
            credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken());
  }

  @Override
  public void write(String bucket, String key, byte[] content) {
    call(
        "s3:PutObject",
        bucket,
        () -> s3.putObject(put -> put.bucket(bucket).key(key), RequestBody.fromBytes(content)));
  }

  @Override
  public byte[] read(String bucket, String key) {
    return call(
        "s3:GetObject",
        bucket,
        () -> s3.getObjectAsBytes(get -> get.bucket(bucket).key(key)).asByteArray());
  }

  @Override
  public void delete(String bucket, String key) {
    call(
        "s3:DeleteObject", bucket, () -> s3.deleteObject(delete -> delete.bucket(bucket).key(key)));
  }

  @Override
  public void close() {
    s3.close();
  }

  private static <R> R call(String action, String bucket, Supplier<R> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw translate(action, bucket, e);
    }
  }

  private static ProblemException translate(String action, String bucket, SdkException e) {
    if (e instanceof AwsServiceException answer) {
      if (SdkProblems.code(answer).equals("NoSuchBucket")) {
        return ProblemException.missing(
            "no-such-bucket",
            "bucket \"" + bucket + "\" not found",
            "create it with: aws s3 mb s3://" + bucket);
      }
      if (answer.statusCode() == 301) {
        return ProblemException.refused(
            "other-region",
            "the bucket " + bucket + " is in another region",
            "specify its region with --region"
                + answer
                    .awsErrorDetails()
                    .sdkHttpResponse()
                    .firstMatchingHeader("x-amz-bucket-region")
                    .map(region -> " " + region)
                    .orElse(""));
      }
      if (answer.statusCode() == 403 && SdkProblems.code(answer).equals("AccessDenied")) {
        return ProblemException.refused("access-denied", "AWS denied " + action, "");
      }
    }
    return SdkProblems.translate("S3", action, e);
  }
}
