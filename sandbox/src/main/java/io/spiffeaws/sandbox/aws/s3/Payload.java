package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.identity.Authenticated;
import io.spiffeaws.sandbox.aws.sigv4.ChunkSignatures;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// The content of a request's body, decoded from its transfer form.
///
/// @param content fails at its end with an [AwsError] if it does not match the signature
/// @param trailers headers after the content; available after its end was read
record Payload(InputStream content, Supplier<Map<String, String>> trailers) {
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  private static final String STREAMING_UNSIGNED = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
  private static final String STREAMING = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
  private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

  /// Returns the last line of the canonical request: the header x-amz-content-sha256. The header is
  /// required unless the request is presigned.
  static String hash(AwsRequest request) {
    var header = request.header("x-amz-content-sha256");
    if (request.header("authorization").isEmpty()) {
      return header.orElse(UNSIGNED);
    }
    var hash =
        header.orElseThrow(() ->
            S3Errors.invalidRequest(
                "Missing required header for this request: x-amz-content-sha256"));
    boolean known =
        hash.equals(UNSIGNED)
            || hash.equals(STREAMING_UNSIGNED)
            || hash.equals(STREAMING)
            || hash.equals(STREAMING + "-TRAILER")
            || HASH.matcher(hash).matches();
    if (!known) {
      throw S3Errors.invalidArgument(
          "x-amz-content-sha256",
          hash,
          "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER,"
              + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD,"
              + " STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.");
    }
    return hash;
  }

  static Payload of(AwsRequest request, Authenticated caller) {
    var hash = hash(request);
    if (hash.startsWith("STREAMING-")) {
      var signatures =
          hash.equals(STREAMING_UNSIGNED)
              ? Optional.<ChunkSignatures>empty()
              : Optional.of(new ChunkSignatures(caller.signed(), caller.key()));
      var chunks = new ChunkedBody(request.body(), decodedLength(request), signatures);
      return new Payload(chunks, chunks::trailers);
    }
    if (hash.equals(UNSIGNED)) {
      return new Payload(request.body(), Map::of);
    }
    return new Payload(new HashedBody(request.body(), hash), Map::of);
  }

  private static long decodedLength(AwsRequest request) {
    try {
      return request
          .header("x-amz-decoded-content-length")
          .map(Long::parseLong)
          .orElseThrow(Payload::lengthMissing);
    } catch (NumberFormatException e) {
      throw lengthMissing();
    }
  }

  private static AwsError lengthMissing() {
    return new AwsError(
        411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
  }
}
