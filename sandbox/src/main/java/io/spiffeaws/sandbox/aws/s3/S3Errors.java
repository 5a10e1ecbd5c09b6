package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.sigv4.SignatureFault;
import io.spiffeaws.sandbox.aws.wire.AwsError;

/// S3's errors, with S3's messages.
/// https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
final class S3Errors {
  private S3Errors() {}

  static AwsError of(SignatureFault fault) {
    return switch (fault) {
      case SignatureFault.Missing() -> accessDenied("Access Denied");
      case SignatureFault.Malformed(var why) ->
          new AwsError(400, "AuthorizationHeaderMalformed", why);
      case SignatureFault.WrongRegion(var found, var expected) ->
          new AwsError(
                  400,
                  "AuthorizationHeaderMalformed",
                  "The authorization header is malformed; the region '%s' is wrong; expecting '%s'"
                      .formatted(found, expected))
              .with("Region", expected);
      case SignatureFault.WrongService(var found, var expected) ->
          new AwsError(
              400,
              "AuthorizationHeaderMalformed",
              "The authorization header is malformed; incorrect service \"%s\". This endpoint belongs to \"%s\"."
                  .formatted(found, expected));
      case SignatureFault.Skewed(var signed, var now) ->
          new AwsError(
                  403,
                  "RequestTimeTooSkewed",
                  "The difference between the request time and the current time is too large.")
              .with("RequestTime", signed.toString())
              .with("ServerTime", now.toString())
              .with("MaxAllowedSkewMilliseconds", "900000");
      case SignatureFault.PresignExpired(var until, var now) ->
          accessDenied("Request has expired")
              .with("Expires", until.toString())
              .with("ServerTime", now.toString());
      case SignatureFault.HeaderNotSigned(var name) ->
          accessDenied("There were headers present in the request which were not signed")
              .with("HeadersNotSigned", name);
      case SignatureFault.UnknownKey(var accessKeyId) ->
          new AwsError(
                  403,
                  "InvalidAccessKeyId",
                  "The AWS Access Key Id you provided does not exist in our records.")
              .with("AWSAccessKeyId", accessKeyId);
      case SignatureFault.WrongToken() ->
          new AwsError(
              400, "InvalidToken", "The provided token is malformed or otherwise invalid.");
      case SignatureFault.ExpiredToken() ->
          new AwsError(400, "ExpiredToken", "The provided token has expired.");
      case SignatureFault.Mismatch() ->
          new AwsError(
              403,
              "SignatureDoesNotMatch",
              "The request signature we calculated does not match the signature you provided."
                  + " Check your key and signing method.");
    };
  }

  static AwsError accessDenied(String message) {
    return new AwsError(403, "AccessDenied", message);
  }

  static AwsError noSuchBucket(String bucket) {
    return new AwsError(404, "NoSuchBucket", "The specified bucket does not exist")
        .with("BucketName", bucket);
  }

  static AwsError permanentRedirect(String bucket, String region) {
    return new AwsError(
            301,
            "PermanentRedirect",
            "The bucket you are attempting to access must be addressed using the specified endpoint."
                + " Please send all future requests to this endpoint.")
        .with("Endpoint", "%s.s3.%s.amazonaws.com".formatted(bucket, region))
        .with("Bucket", bucket)
        .withHeader("x-amz-bucket-region", region);
  }

  static AwsError noSuchKey(String key) {
    return new AwsError(404, "NoSuchKey", "The specified key does not exist.").with("Key", key);
  }

  static AwsError noSuchUpload(String id) {
    return new AwsError(
            404,
            "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may"
                + " have been aborted or completed.")
        .with("UploadId", id);
  }

  static AwsError invalidArgument(String name, String value, String message) {
    return new AwsError(400, "InvalidArgument", message)
        .with("ArgumentName", name)
        .with("ArgumentValue", value);
  }

  static AwsError invalidRequest(String message) {
    return new AwsError(400, "InvalidRequest", message);
  }

  static AwsError badDigest(String what) {
    return new AwsError(
        400, "BadDigest", "The %s you specified did not match what we received.".formatted(what));
  }

  static AwsError incompleteBody() {
    return new AwsError(
        400,
        "IncompleteBody",
        "You did not provide the number of bytes specified by the Content-Length HTTP header");
  }

  static AwsError malformedXml() {
    return new AwsError(
        400,
        "MalformedXML",
        "The XML you provided was not well-formed or did not validate against our published schema");
  }

  static AwsError notImplemented() {
    return new AwsError(
        501,
        "NotImplemented",
        "A header or query you provided implies functionality that is not implemented");
  }

  static AwsError methodNotAllowed() {
    return new AwsError(
        405, "MethodNotAllowed", "The specified method is not allowed against this resource.");
  }

  static AwsError preconditionFailed() {
    return new AwsError(
        412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold");
  }
}
