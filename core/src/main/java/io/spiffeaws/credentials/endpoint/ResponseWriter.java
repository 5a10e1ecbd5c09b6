package io.spiffeaws.credentials.endpoint;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/// Writes responses in the format of HTTP/1.1. Not thread-safe.
final class ResponseWriter {
  /// RFC 9110, section 5.6.7.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private static final Map<Integer, String> REASONS =
      Map.ofEntries(
          Map.entry(Answer.OK, "OK"),
          Map.entry(Answer.BAD_REQUEST, "Bad Request"),
          Map.entry(Answer.UNAUTHORIZED, "Unauthorized"),
          Map.entry(Answer.FORBIDDEN, "Forbidden"),
          Map.entry(Answer.NOT_FOUND, "Not Found"),
          Map.entry(Answer.METHOD_NOT_ALLOWED, "Method Not Allowed"),
          Map.entry(Answer.CONTENT_TOO_LARGE, "Content Too Large"),
          Map.entry(Answer.HEADERS_TOO_LARGE, "Request Header Fields Too Large"),
          Map.entry(Answer.INTERNAL_ERROR, "Internal Server Error"),
          Map.entry(Answer.UNAVAILABLE, "Service Unavailable"),
          Map.entry(Answer.VERSION_NOT_SUPPORTED, "HTTP Version Not Supported"));

  private final Clock clock;
  private long second = Long.MIN_VALUE;
  private String date = "";

  ResponseWriter(Clock clock) {
    this.clock = clock;
  }

  /// Writes a response.
  ///
  /// @param content whether to write the body, which a HEAD request omits
  /// @param keepAlive whether the connection stays open for the next request
  ByteBuffer write(Answer answer, boolean content, boolean keepAlive) {
    var body = answer.content().getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(answer.status()).append(' ');
    head.append(REASONS.getOrDefault(answer.status(), "Unknown"));
    header(head, "Date", date(clock.instant()));
    header(head, "Content-Type", answer.type());
    header(head, "Content-Length", Integer.toString(body.length));
    header(head, "Cache-Control", "no-store");
    answer.headers().forEach((name, value) -> header(head, name, value));
    header(head, "Connection", keepAlive ? "keep-alive" : "close");
    head.append("\r\n\r\n");
    var bytes = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    var response = ByteBuffer.allocate(bytes.length + body.length);
    response.put(bytes);
    if (content) {
      response.put(body);
    }
    return response.flip();
  }

  private static void header(StringBuilder head, String name, String value) {
    head.append("\r\n").append(name).append(": ").append(value);
  }

  private String date(Instant now) {
    if (now.getEpochSecond() != second) {
      second = now.getEpochSecond();
      date = DATE.format(now);
    }
    return date;
  }
}
