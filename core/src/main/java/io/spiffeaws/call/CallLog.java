package io.spiffeaws.call;

import java.time.Duration;

/// Is told of every call that an adapter makes to another service. Called from any thread.
public interface CallLog {
  /// Forgets every call.
  CallLog NONE = (service, operation, took, answer) -> {};

  /// @param service who was called: `spire-server`, `workload-api`, `sts`, `iam`, `s3`, `issuer`
  /// @param operation the service's own name of the call, `BatchCreateEntry`, `GetRole`; never a
  ///   secret
  /// @param answer the code of the answer: `OK`, `200`, `AccessDenied`, `PERMISSION_DENIED`; never
  ///   a body
  void called(String service, String operation, Duration took, String answer);
}
