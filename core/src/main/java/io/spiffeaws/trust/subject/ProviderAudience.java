package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.WebIdentity;
import java.util.Optional;

/// Through which provider, and with which audience, a subject is let in.
///
/// @param audience where empty, that of the statement that is edited, or [#DEFAULT_AUDIENCE]
public record ProviderAudience(ProviderArn provider, Optional<String> audience) {
  /// What users of IRSA and of CI federation know.
  public static final String DEFAULT_AUDIENCE = "sts.amazonaws.com";

  public String subKey() {
    return provider.hostPath() + ":sub";
  }

  String audKey() {
    return provider.hostPath() + ":aud";
  }

  public WebIdentity identity(Subject subject, String aud) {
    return new WebIdentity(provider.text(), provider.hostPath(), subject.text(), aud);
  }
}
