package io.spiffeaws.sandbox.aws.s3;

/// ARNs of buckets and objects.
final class Arns {
  private Arns() {}

  static String bucket(String name) {
    return "arn:aws:s3:::" + name;
  }

  static String object(String bucket, String key) {
    return bucket(bucket) + "/" + key;
  }
}
