package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.Optional;

/// A part of a policy that is too wide or has no effect.
///
/// @param statement number of the statement in the policy, from 1; 0 for the whole policy
/// @param sid the statement's `Sid`; empty if it has none
/// @param detail what the statement contains, in one line
/// @param hint how to restrict it, usually a command
/// @param fixed the policy with only this finding fixed; empty if the fix needs a decision
public record Finding(
    FindingCode code,
    int statement,
    String sid,
    String detail,
    String hint,
    Optional<TrustPolicy> fixed) {
  static Finding of(FindingCode code, TrustStatement statement, String detail, String hint) {
    return new Finding(
        code,
        statement.index() + 1,
        statement.document().text("Sid").orElse(""),
        statement.title() + " " + detail,
        hint,
        Optional.empty());
  }

  Finding withHint(String hint) {
    return new Finding(code, statement, sid, detail, hint, fixed);
  }

  Finding fixedBy(TrustPolicy policy) {
    return new Finding(code, statement, sid, detail, hint, Optional.of(policy));
  }
}
