package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.WebIdentity;
import java.util.Optional;

/// The provider and audience that a subject is allowed with.
///
/// @param audience if empty, the audience of the edited statement, or [#DEFAULT_AUDIENCE]
public record ProviderAudience(ProviderArn provider, Optional<String> audience) {
  /// The audience that IRSA and CI federation use.
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
