package io.spiffeaws.sandbox.aws.wire;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as received.
///
/// @param path percent-encoded, as sent
/// @param query the part after the question mark, as sent; empty if there is none
/// @param headers values by lower-case name, in the order sent
/// @param body can be read only once
/// @param id identifies this request in its response
public record AwsRequest(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    InputStream body,
    InetAddress from,
    String id) {

  /// Returns the first value of a header.
  ///
  /// @param name in lower case
  public Optional<String> header(String name) {
    var values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /// Returns the parameters of the query string.
  public Parameters parameters() {
    return Parameters.parse(query);
  }

  /// Omits query and headers, which may contain secrets.
  @Override
  public String toString() {
    return method + " " + path;
  }
}
