package io.spiffeaws.scenarios.consumer;

import java.util.HashSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sts.StsClient;

/// Uses the credentials that the AWS SDK finds by default. Fails with an exception if a call is
/// denied.
///
///     java io.spiffeaws.scenarios.consumer.SdkConsumer outlive SECONDS
///     java io.spiffeaws.scenarios.consumer.SdkConsumer object BUCKET
///
/// `outlive` calls GetCallerIdentity every half second for that time, and longer until it has used
/// three sessions (at most three times as long). It prints the number of calls and of sessions.
/// `object` writes an object, reads it back, and prints the caller identity.
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
