package io.spiffeaws.http;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Calls services with JSON over HTTP. It does not sign requests. Thread-safe.
public final class JsonCall {
  private static final int MAX_BYTES = 1 << 20;

  private final HttpConnections connections;

  public JsonCall(HttpConnections connections) {
    this.connections = connections;
  }

  /// @param status the HTTP status
  /// @param body an empty object if the response is not a JSON object; may hold secrets
  /// @param errorType `x-amzn-ErrorType` without the part from a colon on; empty if there is none
  public record Answer(int status, Json.Obj body, String errorType) {
    public boolean isSuccess() {
      return status / 100 == 2;
    }

    /// Without the body.
    @Override
    public String toString() {
      return Integer.toString(status);
    }
  }

  public Answer get(URI address, Map<String, Secret> headers) throws IOException {
    var connection = open(address, headers);
    return answer(connection);
  }

  /// Sends a body in compact form.
  ///
  /// @param headers may replace the content type `application/json`
  public Answer post(URI address, Map<String, Secret> headers, Json.Obj body) throws IOException {
    var connection = open(address, headers);
    connection.setRequestMethod("POST");
    connection.setDoOutput(true);
    try (var stream = connection.getOutputStream()) {
      stream.write(JsonText.compact(body).getBytes(StandardCharsets.UTF_8));
    }
    return answer(connection);
  }

  private HttpURLConnection open(URI address, Map<String, Secret> headers) throws IOException {
    var connection = connections.open(address);
    connection.setRequestProperty("Accept", "application/json");
    connection.setRequestProperty("User-Agent", "spiffe-aws");
    connection.setRequestProperty("Content-Type", "application/json");
    headers.forEach((name, value) -> connection.setRequestProperty(name, value.reveal()));
    return connection;
  }

  private static Answer answer(HttpURLConnection connection) throws IOException {
    try {
      var status = connection.getResponseCode();
      try (var body = status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        var type = connection.getHeaderField("x-amzn-ErrorType");
        return new Answer(status, json(body), type == null ? "" : type.split(":", 2)[0]);
      }
    } finally {
      connection.disconnect();
    }
  }

  private static Json.Obj json(@Nullable InputStream body) throws IOException {
    return object(body == null ? new byte[0] : body.readNBytes(MAX_BYTES));
  }

  /// Returns the JSON object in a body; an empty object if it is something else.
  static Json.Obj object(byte[] body) {
    try {
      return JsonText.parse(new String(body, StandardCharsets.UTF_8), "answer")
              instanceof Json.Obj object
          ? object
          : Json.object();
    } catch (ProblemException e) {
      return Json.object();
    }
  }
}
