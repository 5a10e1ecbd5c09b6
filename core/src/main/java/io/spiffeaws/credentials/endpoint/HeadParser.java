package io.spiffeaws.credentials.endpoint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Parses the head of a request (RFC 9112) strictly: it rejects text that programs could interpret
/// differently.
final class HeadParser {
  private static final String LINE_END = "\r\n";
  private static final int MOST_HEADERS = 100;
  private static final Pattern REQUEST_LINE =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+) ([!-~]+) (HTTP/\\d\\.\\d)");
  private static final Pattern HEADER =
      Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \\t]*+(.*)", Pattern.DOTALL);
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)http://([^/?#]+)(/[^?#]*)?(?:\\?[^#]*)?");
  private static final Pattern PATH = Pattern.compile("(/[^?#]*)(?:\\?[^#]*)?");

  private HeadParser() {}

  /// Parses a head.
  ///
  /// @param text lines that end with CR LF, the last of them empty, without control characters
  ///   except tabs
  static RequestHead parse(String text) throws BadRequest {
    var lines = text.substring(0, text.length() - 2 * LINE_END.length()).split(LINE_END, -1);
    var line = REQUEST_LINE.matcher(lines[0]);
    if (!line.matches()) {
      throw BadRequest.malformed("invalid request line: expected METHOD PATH VERSION");
    }
    var version = line.group(3);
    if (!version.equals("HTTP/1.1") && !version.equals("HTTP/1.0")) {
      throw BadRequest.version();
    }
    var headers = headers(lines);
    rejectBody(headers);
    return head(line.group(1), line.group(2), headers, keepAlive(version, headers));
  }

  private static RequestHead head(
      String method, String target, Map<String, List<String>> headers, boolean keepAlive)
      throws BadRequest {
    var path = PATH.matcher(target);
    if (path.matches()) {
      return new RequestHead(method, path.group(1), headers, keepAlive);
    }
    var address = ADDRESS.matcher(target);
    if (!address.matches()) {
      throw BadRequest.malformed("invalid request target: expected a path or an http URL");
    }
    headers.put("host", List.of(address.group(1)));
    var within = address.group(2);
    return new RequestHead(method, within == null ? "/" : within, headers, keepAlive);
  }

  private static Map<String, List<String>> headers(String[] lines) throws BadRequest {
    if (lines.length > MOST_HEADERS + 1) {
      throw BadRequest.malformed("more than " + MOST_HEADERS + " headers");
    }
    var headers = new HashMap<String, List<String>>();
    for (var at = 1; at < lines.length; at++) {
      var header = HEADER.matcher(lines[at]);
      if (!header.matches()) {
        throw BadRequest.malformed("invalid header: expected NAME: VALUE on one line");
      }
      headers
          .computeIfAbsent(header.group(1).toLowerCase(Locale.ROOT), _ -> new ArrayList<>(1))
          .add(header.group(2).stripTrailing());
    }
    return headers;
  }

  /// Rejects a request with a body: no supported request has one, so none is read.
  private static void rejectBody(Map<String, List<String>> headers) throws BadRequest {
    if (headers.containsKey("transfer-encoding")) {
      throw BadRequest.hasBody();
    }
    for (var length : headers.getOrDefault("content-length", List.of())) {
      if (!length.matches("\\d{1,19}")) {
        throw BadRequest.malformed("invalid Content-Length: expected a number");
      }
      if (!length.matches("0+")) {
        throw BadRequest.hasBody();
      }
    }
  }

  /// Whether the connection stays open (RFC 9112, section 9.3).
  private static boolean keepAlive(String version, Map<String, List<String>> headers) {
    var options = String.join(",", headers.getOrDefault("connection", List.of()));
    return version.equals("HTTP/1.1") ? !lists(options, "close") : lists(options, "keep-alive");
  }

  private static boolean lists(String options, String option) {
    for (var each : options.split(",", -1)) {
      if (each.strip().equalsIgnoreCase(option)) {
        return true;
      }
    }
    return false;
  }
}
