package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.policy.MalformedPolicy;
import io.spiffeaws.sandbox.aws.policy.PolicyDocument;
import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The actions on the policy of a bucket. Policies that allow access to everyone are blocked, as in
/// every new account. https://docs.aws.amazon.com/AmazonS3/latest/API/API_PutBucketPolicy.html
record BucketPolicyActions(Buckets buckets, S3Authorizer gate) {
  private static final int LARGEST = 20 << 10;

  AwsResponse answer(S3Call call) throws IOException {
    return switch (call.request().method()) {
      case "GET" -> get(call);
      case "PUT" -> put(call);
      case "DELETE" -> delete(call);
      default -> throw S3Errors.methodNotAllowed();
    };
  }

  private AwsResponse get(S3Call call) {
    authorize(call, "s3:GetBucketPolicy");
    var text =
        buckets
            .bucket(call.bucket())
            .policyText()
            .orElseThrow(() ->
                new AwsError(404, "NoSuchBucketPolicy", "The bucket policy does not exist")
                    .with("BucketName", call.bucket()));
    var bytes = text.getBytes(StandardCharsets.UTF_8);
    return new AwsResponse(
        200, Map.of("Content-Type", "application/json"), bytes.length, out -> out.write(bytes));
  }

  private AwsResponse put(S3Call call) throws IOException {
    authorize(call, "s3:PutBucketPolicy");
    var bucket = buckets.bucket(call.bucket());
    var document = call.document(buckets.staging());
    if (PolicyDocument.size(document) > LARGEST) {
      throw malformed("Normalized policy document exceeds the maximum allowed size of 20480 bytes");
    }
    try {
      if (PolicyDocument.bucket(bucket.name(), document).isPublic()) {
        throw S3Errors.accessDenied(
            "User: %s is not authorized to perform: s3:PutBucketPolicy on resource: \"%s\" because public policies are blocked by the BlockPublicPolicy block public access setting."
                .formatted(call.caller().caller().arn(), Arns.bucket(bucket.name())));
      }
      bucket.putPolicy(Optional.of(document));
    } catch (MalformedPolicy e) {
      throw malformed(e.message());
    }
    return AwsResponse.empty(204);
  }

  private AwsResponse delete(S3Call call) {
    authorize(call, "s3:DeleteBucketPolicy");
    buckets.bucket(call.bucket()).putPolicy(Optional.empty());
    return AwsResponse.empty(204);
  }

  private static AwsError malformed(String message) {
    return new AwsError(400, "MalformedPolicy", message);
  }

  private void authorize(S3Call call, String action) {
    gate.authorize(call, action, Arns.bucket(call.bucket()), RequestContext.empty());
  }
}
