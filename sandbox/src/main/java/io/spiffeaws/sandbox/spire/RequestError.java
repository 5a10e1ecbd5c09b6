package io.spiffeaws.sandbox.spire;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/// An error of a request, or of one item of a batch, with SPIRE's code and message.
final class RequestError extends Exception {
  private static final long serialVersionUID = 1L;

  private final Status.Code code;
  private final String text;

  private RequestError(Status.Code code, String text) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
  }

  static RequestError invalid(String text) {
    return new RequestError(Status.Code.INVALID_ARGUMENT, text);
  }

  static RequestError notFound(String text) {
    return new RequestError(Status.Code.NOT_FOUND, text);
  }

  static RequestError alreadyExists(String text) {
    return new RequestError(Status.Code.ALREADY_EXISTS, text);
  }

  static RequestError internal(String text) {
    return new RequestError(Status.Code.INTERNAL, text);
  }

  /// Returns this error with a prefix that says which operation failed.
  RequestError during(String what) {
    return new RequestError(code, what + ": " + text);
  }

  /// Returns this error with another message.
  RequestError saying(String words) {
    return new RequestError(code, words);
  }

  Status.Code code() {
    return code;
  }

  String text() {
    return text;
  }

  StatusRuntimeException asStatus() {
    return code.toStatus().withDescription(text).asRuntimeException();
  }
}
