package io.spiffeaws.credentials.endpoint;

import java.util.ArrayDeque;
import java.util.Deque;

/// Buffers of [HeadReader#LIMIT] bytes for heads that are not small. They are reused, so that
/// clients that send many large heads create no garbage and the heap does not grow. Not
/// thread-safe.
final class HeadBuffers {
  private static final int MOST_KEPT = 256;

  private final Deque<byte[]> free = new ArrayDeque<>();

  /// Returns a buffer with arbitrary content.
  byte[] acquire() {
    var buffer = free.pollLast();
    return buffer == null ? new byte[HeadReader.LIMIT] : buffer;
  }

  /// Returns a buffer to the pool.
  ///
  /// @param buffer from [#acquire], which is no longer used
  void release(byte[] buffer) {
    if (free.size() < MOST_KEPT) {
      free.addLast(buffer);
    }
  }
}
