package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.Optional;

/// One thing in a policy that is too wide, or does nothing.
///
/// @param statement its place in the policy, from 1
/// @param sid the statement's own name; empty where it has none
/// @param detail what stands there, in one line
/// @param hint the command that narrows it
/// @param narrowed the policy with just this put right; empty where that takes a decision
public record Finding(
    FindingCode code,
    int statement,
    String sid,
    String detail,
    String hint,
    Optional<TrustPolicy> narrowed) {
  static Finding of(FindingCode code, TrustStatement statement, String detail, String hint) {
    return new Finding(
        code,
        statement.index() + 1,
        statement.document().text("Sid").orElse(""),
        statement.title() + " " + detail,
        hint,
        Optional.empty());
  }

  Finding narrowedTo(TrustPolicy policy) {
    return new Finding(code, statement, sid, detail, hint, Optional.of(policy));
  }
}
