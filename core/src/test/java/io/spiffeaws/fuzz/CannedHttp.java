package io.spiffeaws.fuzz;

import java.io.ByteArrayInputStream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.client.builder.SdkSyncClientBuilder;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/// A service that answers every request of a thread with the same body.
public final class CannedHttp implements SdkHttpClient {
  private static final ThreadLocal<byte[]> BODY = ThreadLocal.withInitial(() -> new byte[0]);
  private static final ThreadLocal<Integer> STATUS = ThreadLocal.withInitial(() -> 200);
  private static final IamClient IAM = client(IamClient.builder());
  private static final StsClient STS = client(StsClient.builder());
  private static final S3Client S3 = client(S3Client.builder());

  private CannedHttp() {}

  /// Without retries.
  private static <C> C client(AwsClientBuilder<?, C> builder) {
    builder
        .region(Region.US_EAST_1)
        .credentialsProvider(AnonymousCredentialsProvider.create())
        .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()));
    if (builder instanceof SdkSyncClientBuilder<?, ?> sync) {
      sync.httpClient(new CannedHttp());
    }
    return builder.build();
  }

  /// IAM that answers so to this thread until the next call; one for all, and never closed.
  public static IamClient iam(byte[] body) {
    answer(200, body);
    return IAM;
  }

  /// STS that answers so to this thread, as [#iam].
  public static StsClient sts(byte[] body) {
    answer(200, body);
    return STS;
  }

  /// S3 that answers so to this thread, as [#iam].
  public static S3Client s3(byte[] body) {
    return s3(200, body);
  }

  public static S3Client s3(int status, byte[] body) {
    answer(status, body);
    return S3;
  }

  private static void answer(int status, byte[] body) {
    STATUS.set(status);
    BODY.set(body);
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(STATUS.get()).build())
            .responseBody(AbortableInputStream.create(new ByteArrayInputStream(BODY.get())))
            .build();
      }

      @Override
      public void abort() {
        // nothing is under way
      }
    };
  }

  @Override
  public void close() {
    // nothing is open
  }
}
