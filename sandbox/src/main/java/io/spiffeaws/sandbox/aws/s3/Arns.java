package io.spiffeaws.sandbox.aws.s3;

/// ARNs of buckets and objects.
final class Arns {
  private Arns() {}

  static String bucket(String name) {
    return "arn:aws:s3:::" + name;
  }

  /// Returns the bucket of the ARN of a bucket or an object.
  static String bucketOf(String arn) {
    var path = arn.replaceFirst("^arn:aws:s3:::", "");
    int slash = path.indexOf('/');
    return slash < 0 ? path : path.substring(0, slash);
  }

  static String object(String bucket, String key) {
    return bucket(bucket) + "/" + key;
  }
}
