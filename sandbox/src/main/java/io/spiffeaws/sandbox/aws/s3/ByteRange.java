package io.spiffeaws.sandbox.aws.s3;

import io.spiffeaws.sandbox.aws.wire.AwsError;
import java.util.Optional;
import java.util.regex.Pattern;

/// A range of bytes of an object (RFC 9110, section 14.1.2), both ends inclusive.
record ByteRange(long first, long last) {
  private static final Pattern FORM = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

  /// Parses a range header.
  ///
  /// @return empty if the header is not a single byte range; it is then ignored
  /// @throws AwsError InvalidRange if the range is outside of the object
  static Optional<ByteRange> of(String header, long size) {
    var matcher = FORM.matcher(header.strip());
    if (!matcher.matches() || (matcher.group(1).isEmpty() && matcher.group(2).isEmpty())) {
      return Optional.empty();
    }
    var range =
        matcher.group(1).isEmpty()
            ? suffix(Long.parseLong(matcher.group(2)), size)
            : new ByteRange(Long.parseLong(matcher.group(1)), end(matcher.group(2), size));
    if (range.first > range.last) {
      if (range.first < size) {
        return Optional.empty();
      }
      throw new AwsError(416, "InvalidRange", "The requested range is not satisfiable")
          .with("RangeRequested", header)
          .with("ActualObjectSize", Long.toString(size));
    }
    return Optional.of(range);
  }

  long length() {
    return last - first + 1;
  }

  private static ByteRange suffix(long length, long size) {
    return length == 0
        ? new ByteRange(size, size - 1)
        : new ByteRange(Math.max(0, size - length), size - 1);
  }

  private static long end(String last, long size) {
    return last.isEmpty() ? size - 1 : Math.min(Long.parseLong(last), size - 1);
  }
}
