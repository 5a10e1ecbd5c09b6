package io.spiffeaws.credentials.endpoint;

import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request without its body, which is not supported.
///
/// @param method as it was sent
/// @param path as it was sent, without the query
/// @param headers by name in lower case
/// @param peer the client's end of the connection
record Request(String method, String path, Map<String, List<String>> headers, SocketAddress peer) {

  /// Returns the value of a header; empty if the header is missing, or appears several times, since
  /// it is not known which value applies.
  Optional<String> header(String name) {
    var values = headers.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    return values.size() == 1 ? Optional.of(values.getFirst()) : Optional.empty();
  }

  boolean has(String name) {
    return headers.containsKey(name.toLowerCase(Locale.ROOT));
  }

  /// Without the headers, which hold secrets.
  @Override
  public String toString() {
    return method + " " + path;
  }
}
