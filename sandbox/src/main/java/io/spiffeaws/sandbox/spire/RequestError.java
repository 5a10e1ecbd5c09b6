package io.spiffeaws.sandbox.spire;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/// An error of a request, or of one item of a batch, with SPIRE's code and message.
final class Refusal extends Exception {
  private static final long serialVersionUID = 1L;

  private final Status.Code code;
  private final String text;

  private Refusal(Status.Code code, String text) {
    super(text, null, false, false);
    this.code = code;
    this.text = text;
  }

  static Refusal invalid(String text) {
    return new Refusal(Status.Code.INVALID_ARGUMENT, text);
  }

  static Refusal notFound(String text) {
    return new Refusal(Status.Code.NOT_FOUND, text);
  }

  static Refusal alreadyExists(String text) {
    return new Refusal(Status.Code.ALREADY_EXISTS, text);
  }

  static Refusal internal(String text) {
    return new Refusal(Status.Code.INTERNAL, text);
  }

  /// Returns this error with a prefix that says which operation failed.
  Refusal during(String what) {
    return new Refusal(code, what + ": " + text);
  }

  /// Returns this error with another message.
  Refusal saying(String words) {
    return new Refusal(code, words);
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
