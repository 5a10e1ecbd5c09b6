package io.spiffeaws.sandbox.aws.wire;

import java.util.Map;

/// Error codes of the JSON protocols.
public final class JsonErrors {
  /// The codes of the JSON protocols for errors that query services have too.
  private static final Map<String, String> CODES =
      Map.of(
          "AccessDenied", "AccessDeniedException",
          "ExpiredToken", "ExpiredTokenException",
          "IncompleteSignature", "IncompleteSignatureException",
          "InternalFailure", "InternalFailureException",
          "InvalidClientTokenId", "UnrecognizedClientException",
          "MissingAuthenticationToken", "MissingAuthenticationTokenException",
          "SignatureDoesNotMatch", "InvalidSignatureException",
          "ValidationError", "ValidationException");

  private JsonErrors() {}

  /// Returns the code of an error in the JSON protocols.
  public static String code(AwsError refusal) {
    return CODES.getOrDefault(refusal.code(), refusal.code());
  }
}
