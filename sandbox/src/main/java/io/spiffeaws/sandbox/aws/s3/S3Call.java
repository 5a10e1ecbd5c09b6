package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.identity.Authenticated;
import io.spiffeaws.sandbox.aws.wire.AwsError;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import io.spiffeaws.sandbox.aws.wire.Parameters;
import io.spiffeaws.sandbox.aws.wire.PercentCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// A request whose signature is valid.
///
/// @param bucket empty for the service itself
/// @param key empty for the bucket itself
record S3Call(
    AwsRequest request, Authenticated caller, String bucket, String key, Parameters query) {
  private static final int LONGEST_KEY = 1024;
  private static final int LARGEST_DOCUMENT = 4 << 20;

  static S3Call of(AwsRequest request, Authenticated caller) {
    var path = PercentCode.decode(request.path());
    int slash = path.indexOf('/', 1);
    var bucket = slash < 0 ? path.substring(1) : path.substring(1, slash);
    var key = slash < 0 ? "" : path.substring(slash + 1);
    checkKey(key);
    return new S3Call(request, caller, bucket, key, request.parameters());
  }

  static void checkKey(String key) {
    if (key.getBytes(StandardCharsets.UTF_8).length > LONGEST_KEY) {
      throw new AwsError(400, "KeyTooLongError", "Your key is too long");
    }
  }

  /// Returns the region that the request is signed for.
  String region() {
    return caller.signed().scope().region();
  }

  /// Returns a number from the query.
  ///
  /// @throws AwsError InvalidArgument if it is not an integer between the bounds
  Optional<Integer> number(String name, int least, int most) {
    return query
        .get(name)
        .map(text -> {
          try {
            int number = Integer.parseInt(text);
            if (number >= least && number <= most) {
              return number;
            }
          } catch (NumberFormatException e) {
            // reported below
          }
          throw S3Errors.invalidArgument(
              name,
              text,
              "Argument %s must be an integer between %d and %d".formatted(name, least, most));
        });
  }

  /// Returns the body as an XML document, after its hash and checksums were verified.
  String document(Staging staging) throws IOException {
    var staged = staging.receive(request, Payload.of(request, caller));
    try {
      if (staged.size() > LARGEST_DOCUMENT) {
        throw S3Errors.malformedXml();
      }
      return new String(java.nio.file.Files.readAllBytes(staged.file()), StandardCharsets.UTF_8);
    } finally {
      staged.discard();
    }
  }
}
