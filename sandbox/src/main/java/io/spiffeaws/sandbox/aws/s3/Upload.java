package io.spiffeaws.sandbox.aws.s3;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// An unfinished multipart upload.
///
/// @param headers headers of the future object
/// @param parts by number
record Upload(
    String id,
    String key,
    Instant started,
    Map<String, String> headers,
    ConcurrentSkipListMap<Integer, Part> parts) {

  /// One part.
  record Part(int number, Instant modified, Staged content) {}
}
