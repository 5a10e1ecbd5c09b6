package io.spiffeaws.trust;

import java.util.Optional;

/// Through which provider, and with which audience, a subject is let in.
///
/// @param audience where empty, that of the statement that is edited, or [#DEFAULT_AUDIENCE]
public record TrustTarget(ProviderArn provider, Optional<String> audience) {
  /// What users of IRSA and of CI federation know.
  public static final String DEFAULT_AUDIENCE = "sts.amazonaws.com";

  String subKey() {
    return provider.hostPath() + ":sub";
  }

  String audKey() {
    return provider.hostPath() + ":aud";
  }

  WebIdentity identity(TrustSubject subject, String aud) {
    return new WebIdentity(provider.text(), provider.hostPath(), subject.text(), aud);
  }
}
