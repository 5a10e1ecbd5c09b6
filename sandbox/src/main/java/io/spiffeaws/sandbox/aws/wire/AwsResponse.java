package io.spiffeaws.sandbox.aws.wire;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A response.
///
/// @param length of the body in bytes
/// @param headers all except Content-Length, Date and those of the connection
public record AwsResponse(int status, Map<String, String> headers, long length, Body body) {

  /// Writes the content of a response and releases its resources.
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;

    /// Called exactly once, whether or not the body was written.
    default void close() throws IOException {}
  }

  public static AwsResponse empty(int status) {
    return new AwsResponse(status, Map.of(), 0, out -> {});
  }

  public static AwsResponse xml(int status, String document) {
    var bytes = document.getBytes(StandardCharsets.UTF_8);
    return new AwsResponse(
        status, Map.of("Content-Type", "text/xml"), bytes.length, out -> out.write(bytes));
  }

  /// Returns a response of the AWS JSON 1.1 protocol.
  public static AwsResponse json(int status, Json.Obj document) {
    var bytes = JsonText.compact(document).getBytes(StandardCharsets.UTF_8);
    return new AwsResponse(
        status,
        Map.of("Content-Type", "application/x-amz-json-1.1"),
        bytes.length,
        out -> out.write(bytes));
  }

  /// Returns this response with one more header.
  public AwsResponse with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new AwsResponse(status, more, length, body);
  }
}
