package io.spiffeaws.render.kubernetes;

/// What the API server does with a pod that names a role which the chain does not give it.
public enum RoleViolation {
  /// Rejects the pod.
  deny,
  /// Creates it, with a warning to the client and an entry in the audit log.
  warn;

  /// The value of `validationActions`.
  String actions() {
    return this == deny ? "[Deny]" : "[Warn, Audit]";
  }
}
