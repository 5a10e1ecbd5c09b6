package io.spiffeaws.credentials.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Cuts what a client sends into the heads of requests, whatever the pieces it comes in. Holds at
/// most [#LIMIT] bytes, and looks at each byte once. Not thread-safe.
final class HeadReader {
  /// The most bytes of a request line and its headers together, as web servers have it.
  static final int LIMIT = 16 * 1024;

  private static final int USUAL = 1024;
  private static final byte[] NONE = new byte[0];
  private static final int FIRST_PRINTABLE = 0x20;
  private static final int DELETE = 0x7f;

  private final HeadBuffers buffers;
  private byte[] bytes = NONE;
  private int start; // of the head
  private int end; // of what there is
  private int seen; // how far the head has been looked at
  private int line; // start of the line there

  /// @param buffers where one is taken while a head is large
  HeadReader(HeadBuffers buffers) {
    this.buffers = buffers;
  }

  /// How many bytes can be added.
  int room() {
    return LIMIT - (end - start);
  }

  boolean isEmpty() {
    return start == end;
  }

  /// @param more no more than there is room for
  void add(ByteBuffer more) {
    var count = more.remaining();
    if (bytes.length - end < count) {
      makeRoom(count);
    }
    more.get(bytes, end, count);
    end += count;
  }

  /// Takes the next head off.
  ///
  /// @return empty if it is not complete
  /// @throws BadRequest if it never will be a good one; there is no going on after that
  Optional<RequestHead> next() throws BadRequest {
    while (seen < end) {
      var complete = look(bytes[seen]);
      seen++;
      if (complete) {
        return Optional.of(take());
      }
    }
    if (room() == 0) {
      throw BadRequest.tooLarge();
    }
    return Optional.empty();
  }

  /// Looks at the next byte.
  ///
  /// @return whether the head ends with it
  private boolean look(byte next) throws BadRequest {
    var afterReturn = seen > start && bytes[seen - 1] == '\r';
    if ((next == '\n') != afterReturn) {
      throw BadRequest.malformed("a line does not end in CR LF");
    }
    if (next == '\n') {
      return endOfLine();
    }
    var value = Byte.toUnsignedInt(next);
    if (value == DELETE || (value < FIRST_PRINTABLE && next != '\r' && next != '\t')) {
      throw BadRequest.malformed("a control character");
    }
    return false;
  }

  /// Empty lines before a request are passed over (RFC 9112, section 2.2).
  private boolean endOfLine() {
    var empty = seen - line == 1;
    var before = empty && line == start;
    line = seen + 1;
    if (before) {
      start = line;
    }
    return empty && !before;
  }

  private RequestHead take() throws BadRequest {
    var text = new String(bytes, start, seen - start, StandardCharsets.ISO_8859_1);
    start = seen;
    line = seen;
    if (start == end) {
      clear();
    }
    return HeadParser.parse(text);
  }

  /// Forgets what was added.
  void clear() {
    start = 0;
    end = 0;
    seen = 0;
    line = 0;
    if (bytes.length > USUAL) {
      buffers.give(bytes);
      bytes = NONE;
    }
  }

  private void makeRoom(int count) {
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
    return size <= USUAL ? new byte[USUAL] : buffers.take();
  }
}
