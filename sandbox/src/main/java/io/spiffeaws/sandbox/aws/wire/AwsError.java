package io.spiffeaws.sandbox.aws.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/// An error response with the message and HTTP status of the service.
public final class AwsError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> details;
  private final transient Map<String, String> headers;

  public AwsError(int status, String code, String message) {
    this(status, code, message, Map.of(), Map.of());
  }

  private AwsError(
      int status,
      String code,
      String message,
      Map<String, String> details,
      Map<String, String> headers) {
    super(message, null, false, false); // a response to a client needs no stack trace
    this.status = status;
    this.code = code;
    this.details = details;
    this.headers = headers;
  }

  /// Returns the HTTP status of the response.
  public int status() {
    return status;
  }

  /// Returns AWS's error code, for example `NoSuchEntity`.
  public String code() {
    return code;
  }

  /// Returns the message for the caller.
  public String message() {
    return String.valueOf(getMessage());
  }

  /// Returns the further elements of S3's error document, such as `Region`.
  public Map<String, String> details() {
    return details;
  }

  /// Returns the further headers of the response.
  public Map<String, String> headers() {
    return headers;
  }

  /// Returns this error with one more element.
  public AwsError with(String element, String value) {
    var more = new LinkedHashMap<>(details);
    more.put(element, value);
    return new AwsError(status, code, message(), more, headers);
  }

  /// Returns this error with one more header of the response.
  public AwsError withHeader(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name, value);
    return new AwsError(status, code, message(), details, more);
  }

  public static AwsError validation(String message) {
    return new AwsError(400, "ValidationError", message);
  }

  /// Returns the error that callers get for an internal error of the sandbox.
  public static AwsError internal() {
    return new AwsError(
        500,
        "InternalFailure",
        "The request processing has failed because of an unknown error, exception or failure.");
  }
}
