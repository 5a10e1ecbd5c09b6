package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.ProviderArn;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;
import java.util.Optional;

/// The trust policy of a new role.
public final class NewTrustPolicy {
  private NewTrustPolicy() {}

  /// Returns a policy that allows the subjects of one provider with one audience.
  public static TrustPolicy of(ProviderArn provider, String audience, List<Subject> subjects) {
    if (subjects.stream().noneMatch(Subject::pattern)) {
      return TrustPolicy.empty().plus(TrustStatement.allowing(provider, audience, subjects));
    }
    var target = new ProviderAudience(provider, Optional.of(audience));
    var policy = TrustPolicy.empty();
    for (var subject : subjects) {
      policy = SubjectEditor.addSub(policy, target, subject, false).policy();
    }
    return policy;
  }
}
