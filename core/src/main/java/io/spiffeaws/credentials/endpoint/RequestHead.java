package io.spiffeaws.credentials.endpoint;

import java.util.List;
import java.util.Map;

/// The request line and headers of a request (RFC 9112, sections 3 and 5).
///
/// @param method as it was sent
/// @param path as it was sent, without the query
/// @param headers by name in lower case; for a request with a whole URL, `host` is that of the URL
///   (RFC 9112, section 3.2.2)
/// @param keepAlive whether the client keeps the connection open for its next request
record RequestHead(
    String method, String path, Map<String, List<String>> headers, boolean keepAlive) {

  /// Without the headers, which hold secrets.
  @Override
  public String toString() {
    return method + " " + path;
  }
}
