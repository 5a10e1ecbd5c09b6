package io.spiffeaws.sandbox.aws.policy;

/// A policy document that AWS rejects. The message is AWS's.
public final class MalformedPolicy extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public MalformedPolicy(String message) {
    super(message, null, false, false);
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
