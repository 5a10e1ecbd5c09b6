package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.Problem;
import java.util.Map;

/// The response to a request.
///
/// @param status the HTTP status
/// @param type the content type
/// @param content the body, which may hold secrets
/// @param headers in addition to those of every response
record Answer(int status, String type, String content, Map<String, String> headers)
    implements Reply {
  static final int OK = 200;
  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int METHOD_NOT_ALLOWED = 405;
  static final int CONTENT_TOO_LARGE = 413;
  static final int HEADERS_TOO_LARGE = 431;
  static final int INTERNAL_ERROR = 500;
  static final int UNAVAILABLE = 503;
  static final int VERSION_NOT_SUPPORTED = 505;

  static Answer json(Json json) {
    return new Answer(OK, "application/json", JsonText.compact(json), Map.of());
  }

  static Answer text(String text) {
    return new Answer(OK, "text/plain; charset=utf-8", text, Map.of());
  }

  /// An error response with a message of one line, in the form that SDKs show.
  ///
  /// @param code a stable word in kebab case
  static Answer refusal(int status, String code, String message) {
    var json = Json.object().with("code", Json.of(code)).with("message", Json.of(message));
    return new Answer(status, "application/json", JsonText.compact(json), Map.of());
  }

  /// A response for credentials that are not available now but may be later: SDKs try again.
  static Answer unavailable(Problem problem) {
    return refusal(UNAVAILABLE, problem.code(), problem.message());
  }

  static Answer noSuchPath(Request request) {
    return refusal(NOT_FOUND, "no-such-path", "path not found: " + request.path());
  }

  /// @param allowed the supported method
  static Answer notAllowed(Request request, String allowed) {
    return refusal(
            METHOD_NOT_ALLOWED,
            "method-not-allowed",
            request.path() + " supports " + allowed + ", not " + request.method())
        .with("Allow", allowed);
  }

  /// Whether it is a success.
  boolean isSuccess() {
    return status == OK;
  }

  Answer with(String header, String value) {
    return new Answer(status, type, content, Map.of(header, value));
  }

  /// Without the content.
  @Override
  public String toString() {
    return status + " " + type;
  }
}
