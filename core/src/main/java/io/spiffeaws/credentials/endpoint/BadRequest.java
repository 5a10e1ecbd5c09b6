package io.spiffeaws.credentials.endpoint;

/// A request cannot be answered. The connection is closed after the error response.
final class BadRequest extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  private BadRequest(Answer answer) {
    super(answer.toString(), null, false, false); // an attack creates many of them
    this.answer = answer;
  }

  /// Returns the error response.
  Answer answer() {
    return answer;
  }

  /// @param message the error, without any text of the request
  static BadRequest malformed(String message) {
    return new BadRequest(Answer.refusal(Answer.BAD_REQUEST, "malformed-request", message));
  }

  static BadRequest tooLarge() {
    return new BadRequest(
        Answer.refusal(
            Answer.HEADERS_TOO_LARGE,
            "headers-too-large",
            "the request line and headers are larger than " + HeadReader.LIMIT + " bytes"));
  }

  static BadRequest hasBody() {
    return new BadRequest(
        Answer.refusal(
            Answer.CONTENT_TOO_LARGE, "request-body", "requests with a body are not supported"));
  }

  static BadRequest version() {
    return new BadRequest(
        Answer.refusal(
            Answer.VERSION_NOT_SUPPORTED,
            "http-version",
            "only HTTP/1.0 and HTTP/1.1 are supported"));
  }
}
