package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;

/// Conditional requests (RFC 9110, section 13).
final class Preconditions {
  private Preconditions() {}

  /// Evaluates the conditions of a read request.
  ///
  /// @return whether the response is 304
  /// @throws io.spiffeaws.sandbox.aws.wire.AwsError PreconditionFailed
  static boolean notModified(AwsRequest request, StoredObject object) {
    var modified = object.modified().truncatedTo(ChronoUnit.SECONDS);
    var match = request.header("if-match");
    if (match.isPresent()
        ? !names(match.get(), object)
        : date(request, "if-unmodified-since").filter(modified::isAfter).isPresent()) {
      throw S3Errors.preconditionFailed();
    }
    var noneMatch = request.header("if-none-match");
    if (noneMatch.isPresent()) {
      return names(noneMatch.get(), object);
    }
    return date(request, "if-modified-since").filter(since -> !modified.isAfter(since)).isPresent();
  }

  /// Returns the check of a write request. It must be called when the existing object can no longer
  /// change.
  static Consumer<Optional<StoredObject>> forWriting(AwsRequest request) {
    return existing -> {
      var match = request.header("if-match");
      if ((match.isPresent() && existing.filter(object -> names(match.get(), object)).isEmpty())
          || (request.header("if-none-match").isPresent() && existing.isPresent())) {
        throw S3Errors.preconditionFailed();
      }
    };
  }

  private static boolean names(String header, StoredObject object) {
    return header.equals("*") || header.replace("\"", "").equals(object.etag());
  }

  private static Optional<Instant> date(AwsRequest request, String header) {
    return request
        .header(header)
        .flatMap(text -> {
          try {
            return Optional.of(
                ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
          } catch (DateTimeException unreadable) {
            return Optional.empty();
          }
        });
  }
}
