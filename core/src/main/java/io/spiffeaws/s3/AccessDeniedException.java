package io.spiffeaws.s3;

/// A call that S3 denied because a permission is missing. [CheckObjectStore] explains it.
public final class AccessDeniedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Denial denial;

  /// @param action the IAM action that the call requires, `s3:GetObject`
  /// @param message the service's message; empty if there is none
  public AccessDeniedException(String action, String message) {
    super("AWS denied " + action);
    this.denial = Denial.parse(action, message);
  }

  Denial denial() {
    return denial;
  }
}
