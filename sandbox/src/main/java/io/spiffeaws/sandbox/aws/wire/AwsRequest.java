package io.spiffeaws.sandbox.aws.wire;

import java.io.InputStream;
import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A request as it came over the wire.
///
/// @param path percent-encoded, as sent
/// @param query what follows the question mark, as sent; empty where there is none
/// @param headers values by lower-case name, in the order sent
/// @param body to be read once
/// @param id identifies this request in its answer
public record AwsRequest(
    String method,
    String path,
    String query,
    Map<String, List<String>> headers,
    InputStream body,
    InetAddress from,
    String id) {

  /// The first value of a header.
  ///
  /// @param name in lower case
  public Optional<String> header(String name) {
    var values = headers.getOrDefault(name, List.of());
    return values.isEmpty() ? Optional.empty() : Optional.of(values.getFirst());
  }

  /// The parameters of the query string.
  public Parameters parameters() {
    return Parameters.parse(query);
  }

  /// Without query and headers, which may hold secrets.
  @Override
  public String toString() {
    return method + " " + path;
  }
}
