package io.spiffeaws.trust.subject;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.trust.policy.RolesAnywhereSession;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.SessionTag;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import io.spiffeaws.trust.policy.TrustPolicy;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Adds one subject to a policy for a trust anchor of IAM Roles Anywhere. The certificates of that
/// anchor are then allowed with the subject. No other subject, anchor or principal is allowed more
/// than before.
///
/// It extends a statement that lists subjects for the anchor, split from other anchors and
/// principals. It prefers one whose other conditions are known to hold; a statement with a
/// condition on the request is extended too, and the edit says that it may deny the subject, as in
/// [SubjectAddition].
final class AnchorAddition {
  private final TrustPolicy policy;
  private final RolesAnywhereArn anchor;
  private final Subject subject;
  private final AnchorStatements statements;
  private final Denials denials;

  private AnchorAddition(TrustPolicy policy, RolesAnywhereArn anchor, Subject subject) {
    this.policy = policy;
    this.anchor = anchor;
    this.subject = subject;
    this.statements = new AnchorStatements(policy, anchor, subject);
    this.denials =
        new Denials(policy, statements.evaluation(), RolesAnywhereStatements.URI_KEY, subject);
  }

  static PolicyEdit to(
      TrustPolicy policy, RolesAnywhereArn anchor, Subject subject, boolean restrict) {
    checkTag(subject);
    return new AnchorAddition(policy, anchor, subject).edit(restrict);
  }

  /// Checks that the ID of a certificate becomes a session tag.
  ///
  /// @throws ProblemException malformed, `not-a-session-tag`
  static void checkTag(Subject subject) {
    if (!SessionTag.fits(subject.text())) {
      throw ProblemException.malformed(
          "not-a-session-tag",
          "IAM Roles Anywhere cannot allow \"%s\": %s, so its sessions have no tag x509SAN/URI"
              .formatted(subject, SessionTag.misfit(subject.text())),
          "use an ID of at most %d characters".formatted(SessionTag.MAX_LENGTH));
    }
  }

  private PolicyEdit edit(boolean restrict) {
    denials.check();
    if (!statements.open().isEmpty()) {
      return restricted(new RestrictedAnchor(statements).edit(restrict));
    }
    if (statements.granted(policy) == Holds.YES) {
      return PolicyEdit.unchanged(policy, reason());
    }
    return extended(Holds.YES)
        .map(extension -> new PolicyEdit(extension.policy(), true, denials.possible()))
        .or(() -> extended(Holds.UNKNOWN).map(this::uncertain))
        .orElseGet(this::added);
  }

  /// The extension after which the subject is granted, or may be.
  private Optional<AnchorStatements.Extension> extended(Holds granted) {
    return statements
        .extensions()
        .filter(extension -> statements.granted(extension.policy()) == granted)
        .filter(extension ->
            granted == Holds.YES
                || statements.evaluation().holdsExceptSubject(extension.statement())
                    == Holds.UNKNOWN)
        .min(
            Comparator.<AnchorStatements.Extension>comparingInt(
                    extension -> statements.covers(extension.statement()) ? 0 : 1)
                .thenComparingInt(extension ->
                    subject.pattern() && !statements.likes(extension.statement()) ? 1 : 0));
  }

  private PolicyEdit added() {
    return new PolicyEdit(
        policy.plus(RolesAnywhereStatements.allowing(anchor, List.of(subject))),
        true,
        denials.possible());
  }

  private PolicyEdit uncertain(AnchorStatements.Extension extension) {
    var statement = extension.statement();
    var reason =
        "listed by %s, which may deny it: %s%s"
            .formatted(
                statement.title(),
                statements.evaluation().undecidedReason(statement),
                denials.alsoPossible());
    return new PolicyEdit(extension.policy(), !extension.policy().equals(policy), reason);
  }

  /// The restricted statements may still deny the subject by a condition on the request, while
  /// another statement can be extended.
  private PolicyEdit restricted(TrustPolicy restricted) {
    var rest = to(restricted, anchor, subject, true);
    var allowed =
        TrustDecision.decide(restricted, RolesAnywhereSession.of(anchor, subject.text())).allowed();
    return new PolicyEdit(
        rest.policy(), true, rest.changed() || !allowed ? rest.reason() : denials.possible());
  }

  private String reason() {
    var reasons =
        TrustDecision.decide(policy, RolesAnywhereSession.of(anchor, subject.text())).reasons();
    var listed =
        RolesAnywhereStatements.subjects(policy, anchor).stream()
            .anyMatch(each -> each.sub().equals(subject.text()));
    return (listed ? "already trusted" : "already allowed without being listed")
        + " by trust anchor "
        + anchor
        + (listed ? "" : ": " + String.join("; ", reasons))
        + denials.alsoPossible();
  }
}
