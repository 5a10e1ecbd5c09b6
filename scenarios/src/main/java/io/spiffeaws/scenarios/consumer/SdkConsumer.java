package io.spiffeaws.scenarios.consumer;

import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/// Uses its credentials, wherever the SDK finds them by itself, and ends with an exception where a
/// call is refused.
///
///     java io.spiffeaws.scenarios.consumer.SdkConsumer outlive SECONDS
///     java io.spiffeaws.scenarios.consumer.SdkConsumer object BUCKET
///
/// `outlive` asks STS who it is every half second, for that long and until it has had three sessions
/// (three times as long at most), and prints how often it did and with how many; `object` writes an object, reads it back and prints who it is.
public final class SdkConsumer {
  private static final long BETWEEN = TimeUnit.MILLISECONDS.toNanos(500);
  private static final int ENOUGH = 3;

  private SdkConsumer() {}

  public static void main(String[] words) {
    try (var credentials = DefaultCredentialsProvider.builder().build();
        var sts = StsClient.builder().credentialsProvider(credentials).build()) {
      IO.println(
          words[0].equals("outlive")
              ? outlive(credentials, sts, Integer.parseInt(words[1]))
              : object(credentials, sts, words[1]));
    }
  }

  private static String outlive(
      DefaultCredentialsProvider credentials, StsClient sts, int seconds) {
    var began = System.nanoTime();
    var nanos = TimeUnit.SECONDS.toNanos(seconds);
    var sessions = new HashSet<String>();
    var calls = 0;
    for (var lasted = 0L;
        lasted < nanos || (sessions.size() < ENOUGH && lasted < 3 * nanos);
        lasted = System.nanoTime() - began) {
      sts.getCallerIdentity();
      sessions.add(credentials.resolveCredentials().accessKeyId());
      calls++;
      LockSupport.parkNanos(BETWEEN);
    }
    return calls + " " + sessions.size();
  }

  private static String object(
      DefaultCredentialsProvider credentials, StsClient sts, String bucket) {
    try (var s3 =
        S3Client.builder().credentialsProvider(credentials).forcePathStyle(true).build()) {
      s3.putObject(to -> to.bucket(bucket).key("of-java"), RequestBody.fromString("whole"));
      var content = s3.getObjectAsBytes(from -> from.bucket(bucket).key("of-java")).asUtf8String();
      if (!content.equals("whole")) {
        throw new IllegalStateException("read back: " + content);
      }
    }
    return sts.getCallerIdentity().arn();
  }
}
