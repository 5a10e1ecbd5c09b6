package io.spiffeaws.image;

import com.oracle.svm.core.annotate.Substitute;
import com.oracle.svm.core.annotate.TargetClass;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.s3.endpoints.S3EndpointParams;
import software.amazon.awssdk.services.s3.model.CreateBucketRequest;
import software.amazon.awssdk.services.s3.model.DeleteObjectRequest;
import software.amazon.awssdk.services.s3.model.GetBucketPolicyRequest;
import software.amazon.awssdk.services.s3.model.GetBucketRequestPaymentRequest;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.ListBucketsRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/// Restricts the S3 client to the operations that are used. The client compares each request's type
/// with all hundred types, which includes everything they refer to in the image: one tenth of its
/// methods.
@TargetClass(
    className = "software.amazon.awssdk.services.s3.endpoints.internal.S3EndpointResolverUtils")
final class UsedS3Operations {
  private UsedS3Operations() {}

  @Substitute
  @SuppressWarnings("UnusedMethod") // called by the SDK
  private static void setContextParams(
      S3EndpointParams.Builder parameters, String operation, SdkRequest request) {
    switch (request) {
      case PutObjectRequest put -> parameters.bucket(put.bucket()).key(put.key());
      case GetObjectRequest get -> parameters.bucket(get.bucket()).key(get.key());
      case DeleteObjectRequest delete -> parameters.bucket(delete.bucket()).key(delete.key());
      case CreateBucketRequest create ->
          parameters
              .bucket(create.bucket())
              .useS3ExpressControlEndpoint(true)
              .disableAccessPoints(true);
      case GetBucketPolicyRequest get ->
          parameters.bucket(get.bucket()).useS3ExpressControlEndpoint(true);
      case GetBucketRequestPaymentRequest get ->
          parameters.bucket(get.bucket()).useS3ExpressControlEndpoint(true);
      case ListBucketsRequest _ -> {}
      default ->
          throw new IllegalStateException("S3 " + operation + " is not supported by this binary");
    }
  }
}
