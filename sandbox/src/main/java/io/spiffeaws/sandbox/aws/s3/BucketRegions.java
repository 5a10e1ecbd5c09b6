package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import java.util.regex.Pattern;

/// The regions of the buckets. A request must be signed for the region of its bucket.
record BucketRegions(Buckets buckets) {
  /// The region of a bucket without a location constraint.
  static final String DEFAULT = "us-east-1";

  private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+){1,3}-[1-9]");

  /// Checks that the request is signed for the region of its bucket. The location can be read in
  /// any region.
  ///
  /// @throws AwsError PermanentRedirect
  void check(S3Call call) {
    if (call.query().has("location")) {
      return;
    }
    buckets
        .find(call.bucket())
        .filter(bucket -> !bucket.region().equals(call.region()))
        .filter(_ -> !isCreation(call))
        .ifPresent(bucket -> {
          throw S3Errors.permanentRedirect(bucket.name(), bucket.region());
        });
  }

  private static boolean isCreation(S3Call call) {
    return call.request().method().equals("PUT")
        && call.key().isEmpty()
        && call.query().values().isEmpty();
  }

  /// Returns the region of a new bucket.
  ///
  /// @param constraint of the request; empty for none
  /// @throws AwsError if S3 would reject it
  static String ofNew(S3Call call, String constraint) {
    if (!constraint.isEmpty() && !REGION.matcher(constraint).matches()) {
      throw new AwsError(
          400, "InvalidLocationConstraint", "The specified location-constraint is not valid");
    }
    if (call.region().equals(DEFAULT)) {
      return constraint.isEmpty() ? DEFAULT : constraint;
    }
    if (!constraint.equals(call.region())) {
      throw new AwsError(
          400,
          "IllegalLocationConstraintException",
          "The %s location constraint is incompatible for the region specific endpoint this request was sent to."
              .formatted(constraint.isEmpty() ? "unspecified" : constraint));
    }
    return constraint;
  }
}
