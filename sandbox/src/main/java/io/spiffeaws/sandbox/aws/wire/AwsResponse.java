package io.spiffeaws.sandbox.aws.wire;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// An answer.
///
/// @param length of the body in bytes
/// @param headers all but Content-Length, Date and the connection's own
public record AwsResponse(int status, Map<String, String> headers, long length, Body body) {

  /// Writes the content of an answer, and gives up what it holds of it.
  @FunctionalInterface
  public interface Body {
    void writeTo(OutputStream out) throws IOException;

    /// Called once, whether the body was written or not.
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

  /// The same answer with one more header.
  public AwsResponse with(String header, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(header, value);
    return new AwsResponse(status, more, length, body);
  }
}
