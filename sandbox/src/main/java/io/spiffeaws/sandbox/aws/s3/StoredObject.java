package io.spiffeaws.sandbox.aws.s3;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// An object.
///
/// @param etag without quotes
/// @param headers headers that GET returns: type, encoding, user metadata
public record StoredObject(
    String key,
    long size,
    String etag,
    Instant modified,
    Map<String, String> headers,
    Optional<String> checksumHeader,
    Optional<String> checksum,
    Path file) {
  public StoredObject {
    headers = Map.copyOf(headers);
  }
}
