package io.spiffeaws.credentials.endpoint;

import java.util.ArrayDeque;
import java.util.Deque;

/// Buffers of [HeadReader#LIMIT] bytes for those heads that are not small. They are used again, so
/// that clients that send large heads all the time make no garbage and the heap does not grow. Not
/// thread-safe.
final class HeadBuffers {
  private static final int MOST_KEPT = 256;

  private final Deque<byte[]> free = new ArrayDeque<>();

  /// @return one that holds anything
  byte[] take() {
    var buffer = free.pollLast();
    return buffer == null ? new byte[HeadReader.LIMIT] : buffer;
  }

  /// @param buffer that was taken here, and is not used any longer
  void give(byte[] buffer) {
    if (free.size() < MOST_KEPT) {
      free.addLast(buffer);
    }
  }
}
