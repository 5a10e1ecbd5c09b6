package io.spiffeaws.trust.subject;

import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustDecision;
import io.spiffeaws.trust.policy.TrustEvaluation.Holds;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;

/// Adds one subject to a policy. STS then allows it with the audience, and allows no other subject
/// more than before. The rest of the policy keeps its meaning.
///
/// It prefers to extend a statement whose other conditions are known to hold. If the only candidate
/// has a condition on the request (`aws:SourceIp`, `sts:RoleSessionName`), it extends that one and
/// reports that the request may still be denied. A separate statement without the condition would
/// bypass what the author of the policy requires.
final class SubjectAddition {
  private final TrustPolicy policy;
  private final ProviderAudience target;
  private final Subject subject;
  private final String audience;
  private final SubjectStatements statements;
  private final Denials denials;

  private SubjectAddition(SubjectStatements statements) {
    this.statements = statements;
    this.policy = statements.policy();
    this.target = statements.target();
    this.subject = statements.subject();
    this.audience = statements.audience();
    this.denials = new Denials(policy, statements.evaluation(), target.subKey(), subject);
  }

  static PolicyEdit to(
      TrustPolicy policy, ProviderAudience target, Subject subject, boolean restrict) {
    var audience = AudienceChoice.of(policy, target, subject);
    return new SubjectAddition(new SubjectStatements(policy, target, subject, audience))
        .edit(restrict);
  }

  /// Describes why a statement that lists the subject may not allow it; empty if it certainly does.
  static String doubt(SubjectStatements statements, TrustStatement statement) {
    var added = new SubjectAddition(statements);
    return statements.evaluation().holds(statement) == Holds.YES
        ? added.denials.possible()
        : added.mayBeDenied(statement) + added.denials.alsoPossible();
  }

  private PolicyEdit edit(boolean restrict) {
    denials.check();
    if (!statements.open().isEmpty()) {
      return restricted(new RestrictedStatements(statements).edit(restrict));
    }
    if (TrustDecision.decide(policy, target.identity(subject, audience))
        instanceof TrustDecision.Allowed allowed) {
      return PolicyEdit.unchanged(policy, reason(allowed));
    }
    return statements
        .surelyFitting()
        .filter(statements::covers)
        .findFirst()
        .map(listing ->
            PolicyEdit.unchanged(
                policy, "already trusted by " + listing.title() + denials.alsoPossible()))
        .orElseGet(this::added);
  }

  /// The restricted statements may still deny the subject by a condition on the request, while
  /// another statement can be extended.
  private PolicyEdit restricted(TrustPolicy restricted) {
    var rest = to(restricted, target, subject, true);
    var allowed = TrustDecision.decide(restricted, target.identity(subject, audience)).allowed();
    return new PolicyEdit(
        rest.policy(), true, rest.changed() || !allowed ? rest.reason() : denials.possible());
  }

  private PolicyEdit added() {
    return statements
        .fitting()
        .map(statement -> new PolicyEdit(extended(statement), true, denials.possible()))
        .or(() -> statements.restricting().map(this::restricted))
        .orElseGet(() ->
            new PolicyEdit(
                policy.plus(TrustStatement.allowing(target.provider(), audience, subject)),
                true,
                denials.possible()));
  }

  private PolicyEdit restricted(TrustStatement statement) {
    var mayBeDenied = mayBeDenied(statement);
    return statements.covers(statement)
        ? PolicyEdit.unchanged(policy, mayBeDenied)
        : new PolicyEdit(extended(statement), true, mayBeDenied + denials.alsoPossible());
  }

  private String mayBeDenied(TrustStatement statement) {
    return "listed by %s, which may deny it: %s"
        .formatted(statement.title(), statements.evaluation().undecidedReason(statement));
  }

  private String reason(TrustDecision.Allowed allowed) {
    var listed =
        policy.statements().stream()
            .filter(TrustStatement::allows)
            .flatMap(statement -> statement.conditionsOn(target.subKey()).stream())
            .anyMatch(condition -> condition.values().contains(subject.text()));
    return (listed ? "already trusted" : "already allowed without being listed")
        + " with audience "
        + audience
        + (listed ? "" : ": " + String.join("; ", allowed.reasons()))
        + denials.alsoPossible();
  }

  private TrustPolicy extended(TrustStatement statement) {
    var sub = statements.sub(statement);
    var longer = statement.plusValue(sub, subject.text());
    return policy.with(
        subject.pattern() && !statements.likes(statement)
            ? longer.movedTo("StringLike", statements.sub(longer))
            : longer);
  }
}
