package io.spiffeaws.trust.subject;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.Glob;
import io.spiffeaws.trust.policy.RolesAnywhereEvaluation;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The trust anchors by which a trust policy allows a subject, and the statements that allow it. It
/// tries the anchors that the policy names, and one anchor for each pattern. Another anchor
/// represents all that the policy does not name.
public final class AnchorGrants {
  /// Stands for every anchor that the policy does not name.
  public static final String UNNAMED = "anchor-that-no-policy-names";

  private static final String ASSUME_ROLE = "sts:AssumeRole";

  /// The grant of one statement by one anchor.
  ///
  /// @param anchor as written in the policy, perhaps a pattern; or [#UNNAMED]
  /// @param tried the anchor that was tried for it
  /// @param certain false if it depends on the request or the certificate, or a Deny statement may
  ///   apply
  public record Grant(
      TrustStatement statement, String anchor, RolesAnywhereArn tried, boolean certain) {}

  private final TrustPolicy policy;
  private final Subject subject;

  private AnchorGrants(TrustPolicy policy, Subject subject) {
    this.policy = policy;
    this.subject = subject;
  }

  /// Returns every grant for the subject, in the order of the anchors.
  ///
  /// @param usual an anchor that is tried too; patterns are tried with its region and account
  public static List<Grant> of(TrustPolicy policy, RolesAnywhereArn usual, Subject subject) {
    var grants = new AnchorGrants(policy, subject);
    var found = new ArrayList<Grant>();
    anchors(policy, usual).forEach((written, anchor) -> found.addAll(grants.by(written, anchor)));
    return found;
  }

  private List<Grant> by(String written, RolesAnywhereArn anchor) {
    var session = RolesAnywhereSession.of(anchor, subject.text());
    var decision = TrustDecision.decide(policy, session);
    if (decision instanceof TrustDecision.Denied) {
      return List.of();
    }
    var evaluation = new RolesAnywhereEvaluation(policy, session);
    return policy.statements().stream()
        .filter(TrustStatement::allows)
        .filter(statement -> evaluation.holds(statement, ASSUME_ROLE) != Holds.NO)
        .map(statement ->
            new Grant(
                statement,
                written,
                anchor,
                decision.allowed() && evaluation.holds(statement, ASSUME_ROLE) == Holds.YES))
        .toList();
  }

  /// The anchors that decide, by their form in the policy. An anchor that is a pattern in the
  /// policy is one that the pattern matches and the policy does not name.
  private static Map<String, RolesAnywhereArn> anchors(TrustPolicy policy, RolesAnywhereArn usual) {
    var anchors = new LinkedHashMap<String, RolesAnywhereArn>();
    anchors.put(usual.toString(), usual);
    policy.statements().stream()
        .flatMap(statement -> statement.conditionsOn(RolesAnywhereStatements.SOURCE_ARN).stream())
        .flatMap(condition -> condition.values().stream())
        .forEach(value -> anchors.putIfAbsent(value, instance(value, usual)));
    anchors.put(UNNAMED, anchor(usual, UNNAMED));
    return anchors;
  }

  private static RolesAnywhereArn instance(String written, RolesAnywhereArn usual) {
    return RolesAnywhereStatements.anchor(written)
        .orElseGet(() -> matched(written.split(":", 6), usual));
  }

  /// An anchor that a pattern may match. It may match none, and then grants nothing.
  private static RolesAnywhereArn matched(String[] parts, RolesAnywhereArn usual) {
    if (parts.length < 6) {
      return anchor(usual, UNNAMED);
    }
    var resource = parts[5].replaceFirst("^[^/]*/", "");
    return new RolesAnywhereArn(
        part(parts[1], usual.partition()),
        part(parts[3], usual.region()),
        part(parts[4], usual.account()),
        RolesAnywhereArn.Type.TRUST_ANCHOR,
        resource.replace("*", "any").replace('?', 'x'));
  }

  private static String part(String pattern, String usual) {
    return Glob.isPattern(pattern) ? usual : pattern;
  }

  private static RolesAnywhereArn anchor(RolesAnywhereArn like, String id) {
    return new RolesAnywhereArn(like.partition(), like.region(), like.account(), like.type(), id);
  }
}
