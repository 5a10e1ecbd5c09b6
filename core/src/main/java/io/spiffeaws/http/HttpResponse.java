package io.spiffeaws.http;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// A response of an HTTP/1.1 server (RFC 9112) over a connection that is used once. Its body may
/// hold secrets.
final class HttpResponse {
  private static final Pattern STATUS = Pattern.compile("HTTP/1\\.\\d (\\d{3})(?: .*)?");
  private static final Pattern CHUNK = Pattern.compile("([0-9A-Fa-f]{1,7})(?:\\s*;.*)?");
  private static final int LONGEST_LINE = 16 * 1024;
  private static final int MAX_HEADERS = 200;
  private static final int MAX_BYTES = 16 << 20;

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  /// @param headers the last value by name, without regard to case
  private HttpResponse(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /// Reads a response. Interim responses are skipped.
  ///
  /// @throws IOException if it is malformed, incomplete, or its body exceeds 16 MiB
  static HttpResponse read(InputStream in) throws IOException {
    while (true) {
      var line = STATUS.matcher(line(in));
      if (!line.matches()) {
        throw new IOException("the server sent no HTTP response");
      }
      var status = Integer.parseInt(line.group(1));
      var headers = headers(in);
      if (status >= 200) {
        return new HttpResponse(status, headers, status == 204 ? new byte[0] : body(in, headers));
      }
    }
  }

  /// Returns the answer of a JSON service.
  JsonCall.Answer json() {
    var type = headers.getOrDefault("x-amzn-ErrorType", "");
    return new JsonCall.Answer(status, JsonCall.object(body), type.split(":", 2)[0]);
  }

  private static Map<String, String> headers(InputStream in) throws IOException {
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    for (var count = 0; count <= MAX_HEADERS; count++) {
      var line = line(in);
      if (line.isEmpty()) {
        return headers;
      }
      var colon = line.indexOf(':');
      if (colon > 0) {
        headers.put(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    throw new IOException("the server sent too many headers");
  }

  private static byte[] body(InputStream in, Map<String, String> headers) throws IOException {
    if (headers
        .getOrDefault("Transfer-Encoding", "")
        .toLowerCase(Locale.ROOT)
        .contains("chunked")) {
      return chunks(in);
    }
    var length = headers.get("Content-Length");
    return length == null ? limited(in.readNBytes(MAX_BYTES + 1)) : exactly(in, number(length));
  }

  private static byte[] chunks(InputStream in) throws IOException {
    var body = new ByteArrayOutputStream();
    while (true) {
      var size = CHUNK.matcher(line(in));
      if (!size.matches()) {
        throw new IOException("the server sent a malformed chunk");
      }
      var length = Integer.parseInt(size.group(1), 16);
      if (length == 0) {
        return body.toByteArray(); // the connection is not used again, so no trailer is read
      }
      if (body.size() + length > MAX_BYTES) {
        throw tooLong();
      }
      body.writeBytes(exactly(in, length));
      line(in);
    }
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    var bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the response is incomplete");
    }
    return bytes;
  }

  private static byte[] limited(byte[] bytes) throws IOException {
    if (bytes.length > MAX_BYTES) {
      throw tooLong();
    }
    return bytes;
  }

  private static int number(String digits) throws IOException {
    if (!digits.matches("\\d{1,9}") || Integer.parseInt(digits) > MAX_BYTES) {
      throw tooLong();
    }
    return Integer.parseInt(digits);
  }

  private static String line(InputStream in) throws IOException {
    var bytes = new ByteArrayOutputStream();
    for (var next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0 || bytes.size() == LONGEST_LINE) {
        throw new EOFException("the response is incomplete");
      }
      bytes.write(next);
    }
    return bytes.toString(StandardCharsets.ISO_8859_1).replaceFirst("\r$", "");
  }

  private static IOException tooLong() {
    return new IOException("the response is too long");
  }
}
