package io.spiffeaws.sandbox.aws.wire;

/// The modelled errors of services of the rest-json protocol.
public final class RestRefusals {
  private RestRefusals() {}

  public static AwsRefusal invalid(String message) {
    return new AwsRefusal(400, "ValidationException", message);
  }

  public static AwsRefusal denied(String message) {
    return new AwsRefusal(403, "AccessDeniedException", message);
  }

  public static AwsRefusal notFound(String message) {
    return new AwsRefusal(404, "ResourceNotFoundException", message);
  }
}
