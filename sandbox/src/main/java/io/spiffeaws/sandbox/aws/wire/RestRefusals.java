package io.spiffeaws.sandbox.aws.wire;

/// The modelled errors of services of the rest-json protocol.
public final class RestRefusals {
  private RestRefusals() {}

  public static AwsError invalid(String message) {
    return new AwsError(400, "ValidationException", message);
  }

  public static AwsError denied(String message) {
    return new AwsError(403, "AccessDeniedException", message);
  }

  public static AwsError notFound(String message) {
    return new AwsError(404, "ResourceNotFoundException", message);
  }
}
