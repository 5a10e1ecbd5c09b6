package io.spiffeaws.credentials.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Splits the bytes of a client into heads of requests, whatever the pieces in which they arrive.
/// Stores at most [#LIMIT] bytes, and checks each byte once. Not thread-safe.
final class HeadReader {
  /// The maximum size of a request line and its headers in bytes, as in web servers.
  static final int LIMIT = 16 * 1024;

  private static final int USUAL = 1024;
  private static final byte[] NONE = new byte[0];
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int DELETE = 0x7f;

  private final HeadBuffers buffers;
  private byte[] bytes = NONE;
  private int start; // of the head
  private int end; // of the stored bytes
  private int seen; // end of the part of the head that has been checked
  private int line; // start of the line at that position

  /// @param buffers the pool for large heads
  HeadReader(HeadBuffers buffers) {
    this.buffers = buffers;
  }

  /// Returns how many bytes can be added.
  int space() {
    return LIMIT - (end - start);
  }

  boolean isEmpty() {
    return start == end;
  }

  /// Adds bytes.
  ///
  /// @param more at most [#space] bytes
  void add(ByteBuffer more) {
    var count = more.remaining();
    if (bytes.length - end < count) {
      makeSpace(count);
    }
    more.get(bytes, end, count);
    end += count;
  }

  /// Removes and returns the next head.
  ///
  /// @return empty if the head is not complete
  /// @throws BadRequest if it is invalid; the reader cannot be used after that
  Optional<RequestHead> next() throws BadRequest {
    while (seen < end) {
      var complete = check(bytes[seen]);
      seen++;
      if (complete) {
        return Optional.of(takeHead());
      }
    }
    if (space() == 0) {
      throw BadRequest.tooLarge();
    }
    return Optional.empty();
  }

  /// Checks the next byte.
  ///
  /// @return whether it ends the head
  private boolean check(byte next) throws BadRequest {
    var afterReturn = seen > start && bytes[seen - 1] == '\r';
    if ((next == '\n') != afterReturn) {
      throw BadRequest.malformed("a line does not end with CR LF");
    }
    if (next == '\n') {
      return endOfLine();
    }
    var value = Byte.toUnsignedInt(next);
    if (value == DELETE || (value < FIRST_PRINTABLE && next != '\r' && next != '\t')) {
      throw BadRequest.malformed("unexpected control character");
    }
    return false;
  }

  /// Empty lines before a request are skipped (RFC 9112, section 2.2).
  private boolean endOfLine() {
    var empty = seen - line == 1;
    var before = empty && line == start;
    line = seen + 1;
    if (before) {
      start = line;
    }
    return empty && !before;
  }

  private RequestHead takeHead() throws BadRequest {
    var text = new String(bytes, start, seen - start, StandardCharsets.ISO_8859_1);
    start = seen;
    line = seen;
    if (start == end) {
      clear();
    }
    return HeadParser.parse(text);
  }

  /// Discards the stored bytes.
  void clear() {
    start = 0;
    end = 0;
    seen = 0;
    line = 0;
    if (bytes.length > USUAL) {
      buffers.release(bytes);
      bytes = NONE;
    }
  }

  private void makeSpace(int count) {
    var held = end - start;
    var moved = held + count <= bytes.length ? bytes : larger(held + count);
    System.arraycopy(bytes, start, moved, 0, held);
    bytes = moved;
    end = held;
    seen -= start;
    line -= start;
    start = 0;
  }

  private byte[] larger(int size) {
    return size <= USUAL ? new byte[USUAL] : buffers.acquire();
  }
}
