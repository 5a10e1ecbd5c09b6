package io.spiffeaws.s3;

import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.credentials.SessionCredentials;
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

  private <R> R call(String action, String bucket, Supplier<R> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw translate(action, bucket, e);
    }
  }

  private RuntimeException translate(String action, String bucket, SdkException e) {
    return e instanceof AwsServiceException answer
        ? SdkS3Problems.of(action, bucket, s3.serviceClientConfiguration().region().id(), answer)
        : SdkProblems.translate("S3", action, e);
  }
}
