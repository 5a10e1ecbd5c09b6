package io.spiffeaws.call;

import java.time.Duration;

/// Records every call that an adapter makes to another service. Implementations must be
/// thread-safe.
public interface CallLog {
  /// Discards every call.
  CallLog NONE = (service, operation, took, answer) -> {};

  /// Records one call.
  ///
  /// @param service the called service: `spire-server`, `workload-api`, `sts`, `iam`, `s3`,
  ///   `issuer`
  /// @param operation the name of the call in the service's API: `BatchCreateEntry`, `GetRole`;
  ///   never a secret
  /// @param took the duration of the call
  /// @param answer the code of the answer: `OK`, `200`, `AccessDenied`, `PERMISSION_DENIED`; never
  ///   a body
  void called(String service, String operation, Duration took, String answer);
}
