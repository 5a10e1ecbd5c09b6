package io.spiffeaws.credentials.endpoint;

import java.net.SocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request, less its body, which means nothing here.
///
/// @param method as it was sent
/// @param path as it was sent, without the query
/// @param headers by their names in lower case
/// @param peer the client's end of the connection
record Request(String method, String path, Map<String, List<String>> headers, SocketAddress peer) {

  /// The header's value; empty where it is absent, or there several times, when it is not known
  /// which counts.
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
