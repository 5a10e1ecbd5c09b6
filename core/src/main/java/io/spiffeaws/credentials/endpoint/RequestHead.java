package io.spiffeaws.credentials.endpoint;

import java.util.List;
import java.util.Map;

/// The request line and headers of a request (RFC 9112, sections 3 and 5).
///
/// @param method as it was sent
/// @param path as it was sent, without the query
/// @param headers by their names in lower case; of a request for a whole address, `host` is that of
///   the address (RFC 9112, section 3.2.2)
/// @param kept whether the client keeps the connection for its next request
record RequestHead(String method, String path, Map<String, List<String>> headers, boolean kept) {

  /// Without the headers, which hold secrets.
  @Override
  public String toString() {
    return method + " " + path;
  }
}
