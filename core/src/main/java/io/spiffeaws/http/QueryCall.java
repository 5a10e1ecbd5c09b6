package io.spiffeaws.http;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One unsigned call of an AWS Query API: a form by POST, and its response. The connection is
/// opened before the form is known, to save the time of name resolution, TCP and TLS. For one use.
/// Not thread-safe.
public final class QueryCall implements Closeable {
  private static final int MAX_BYTES = 1 << 20;

  private final HttpURLConnection connection;

  private QueryCall(HttpURLConnection connection) {
    this.connection = connection;
  }

  /// @param status the HTTP status
  /// @param text the body, which may hold secrets
  public record Answer(int status, String text) {
    /// Without the body.
    @Override
    public String toString() {
      return Integer.toString(status);
    }
  }

  /// Connects to the endpoint.
  public static QueryCall connect(HttpConnections connections, URI endpoint) throws IOException {
    var connection =
        connections.open(endpoint.getPath().isEmpty() ? endpoint.resolve("/") : endpoint);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    connection.setRequestProperty("Content-Type", "application/x-www-form-urlencoded");
    connection.setRequestProperty("User-Agent", "spiffe-aws");
    connection.setRequestProperty("Accept", "application/xml, text/xml");
    connection.connect();
    return new QueryCall(connection);
  }

  /// Sends the form and returns the response, of which at most 1 MiB is read.
  public Answer post(byte[] form) throws IOException {
    try (var body = connection.getOutputStream()) {
      body.write(form);
    }
    var status = connection.getResponseCode();
    try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, text(body));
    }
  }

  @Override
  public void close() {
    connection.disconnect();
  }

  private static String text(@Nullable InputStream body) throws IOException {
    return body == null ? "" : new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
  }
}
