package io.spiffeaws.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One call of an AWS Query API that is not signed: a form by POST, and its answer. The connection
/// is made before the form is there, so that name look-up, TCP and TLS cost no time of their own.
/// Used once, by one thread.
public final class QueryCall {
  private static final int MAX_BYTES = 1 << 20;

  private final HttpURLConnection connection;

  private QueryCall(HttpURLConnection connection) {
    this.connection = connection;
  }

  /// @param status of HTTP
  /// @param text the body, which may hold secrets
  public record Answer(int status, String text) {
    /// Without the body.
    @Override
    public String toString() {
      return Integer.toString(status);
    }
  }

  /// Connects.
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

  /// Sends the form and waits for the answer, of which at most 1 MiB is read.
  public Answer post(byte[] form) throws IOException {
    try (var body = connection.getOutputStream()) {
      body.write(form);
    }
    var status = connection.getResponseCode();
    try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
      return new Answer(status, text(body));
    } finally {
      connection.disconnect();
    }
  }

  /// Closes a connection that no form was sent over.
  public void abandon() {
    connection.disconnect();
  }

  private static String text(@Nullable InputStream body) throws IOException {
    return body == null ? "" : new String(body.readNBytes(MAX_BYTES), StandardCharsets.UTF_8);
  }
}
