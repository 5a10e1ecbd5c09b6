package io.spiffeaws.sandbox.aws.wire;

import java.util.LinkedHashMap;
import java.util.Map;

/// A request that is refused, in the words and with the HTTP status of the service.
public final class AwsRefusal extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final transient Map<String, String> details;

  public AwsRefusal(int status, String code, String message) {
    this(status, code, message, Map.of());
  }

  private AwsRefusal(int status, String code, String message, Map<String, String> details) {
    super(message, null, false, false); // an answer, not a fault: its stack is of no interest
    this.status = status;
    this.code = code;
    this.details = details;
  }

  /// HTTP status of the answer.
  public int status() {
    return status;
  }

  /// AWS's error code, for example `NoSuchEntity`.
  public String code() {
    return code;
  }

  /// The message that the caller reads.
  public String message() {
    return String.valueOf(getMessage());
  }

  /// Further elements of S3's error document, such as `Region`.
  public Map<String, String> details() {
    return details;
  }

  /// The same refusal with one more element.
  public AwsRefusal with(String element, String value) {
    var more = new LinkedHashMap<>(details);
    more.put(element, value);
    return new AwsRefusal(status, code, message(), more);
  }

  public static AwsRefusal validation(String message) {
    return new AwsRefusal(400, "ValidationError", message);
  }

  /// What a caller sees of a fault of the sandbox itself.
  public static AwsRefusal internal() {
    return new AwsRefusal(
        500,
        "InternalFailure",
        "The request processing has failed because of an unknown error, exception or failure.");
  }
}
