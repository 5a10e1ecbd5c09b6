package io.spiffeaws.fuzz;

import java.io.ByteArrayInputStream;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.iam.IamClient;

/// A service that answers every request of a thread with the same body.
public final class CannedHttp implements SdkHttpClient {
  private static final ThreadLocal<byte[]> BODY = ThreadLocal.withInitial(() -> new byte[0]);

  /// Without retries.
  private static final IamClient IAM =
      IamClient.builder()
          .httpClient(new CannedHttp())
          .region(Region.AWS_GLOBAL)
          .credentialsProvider(AnonymousCredentialsProvider.create())
          .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
          .build();

  private CannedHttp() {}

  /// IAM that answers so to this thread until the next call; one for all, and never closed.
  public static IamClient iam(byte[] body) {
    BODY.set(body);
    return IAM;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() {
        return HttpExecuteResponse.builder()
            .response(SdkHttpResponse.builder().statusCode(200).build())
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
