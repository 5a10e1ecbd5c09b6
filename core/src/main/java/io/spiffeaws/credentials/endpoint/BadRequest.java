package io.spiffeaws.credentials.endpoint;

/// What was sent is no request that can be answered; the connection ends with the refusal.
final class BadRequest extends Exception {
  private static final long serialVersionUID = 1L;

  private final transient Answer answer;

  private BadRequest(Answer answer) {
    super(answer.toString(), null, false, false); // many of them are made in an attack
    this.answer = answer;
  }

  /// The refusal.
  Answer answer() {
    return answer;
  }

  /// @param message says what is wrong, and quotes nothing of what was sent
  static BadRequest malformed(String message) {
    return new BadRequest(Answer.refusal(Answer.BAD_REQUEST, "malformed-request", message));
  }

  static BadRequest tooLarge() {
    return new BadRequest(
        Answer.refusal(
            Answer.HEADERS_TOO_LARGE,
            "headers-too-large",
            "the request line and headers are more than " + HeadReader.LIMIT + " bytes"));
  }

  static BadRequest hasBody() {
    return new BadRequest(
        Answer.refusal(
            Answer.CONTENT_TOO_LARGE, "request-body", "a request with a body is not answered"));
  }

  static BadRequest version() {
    return new BadRequest(
        Answer.refusal(
            Answer.VERSION_NOT_SUPPORTED,
            "http-version",
            "only HTTP/1.0 and HTTP/1.1 are supported"));
  }
}
