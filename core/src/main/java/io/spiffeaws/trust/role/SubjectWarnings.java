package io.spiffeaws.trust.role;

import io.spiffeaws.trust.iam.Role;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.subject.TrustWay;
import java.util.List;

/// Warns of unrequested effects of an edit of a role's trust policy, and shows the commands that
/// remove them.
interface SubjectWarnings {
  /// The warnings for a role and the edited way.
  static SubjectWarnings of(Role role, TrustWay way) {
    return switch (way) {
      case TrustWay.Tokens(var target) -> new GrantWarnings(role, target);
      case TrustWay.Certificates(var anchor) -> new AnchorWarnings(role, anchor);
    };
  }

  /// Warns of what an added subject is allowed besides the requested. The policies differ.
  List<String> added(TrustPolicy before, TrustPolicy after, Subject subject);

  /// Warns of everything that a requested subject may cause, whether it was added or not.
  List<String> requested(Subject subject);

  /// Warns of every grant that still allows a removed subject, in any way, and of grants that it
  /// lost besides the requested ones.
  List<String> removed(TrustPolicy after, Subject subject);
}
