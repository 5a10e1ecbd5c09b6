package io.spiffeaws.trust.subject;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.StatementSplit;
import io.spiffeaws.trust.policy.Subject;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.List;

/// Restricts statements that allow every ID of an issuer to one subject. Other principals of these
/// statements get a separate, unedited statement.
final class RestrictedStatements {
  private final SubjectStatements statements;
  private final ProviderAudience target;
  private final Subject subject;

  RestrictedStatements(SubjectStatements statements) {
    this.statements = statements;
    this.target = statements.target();
    this.subject = statements.subject();
  }

  /// @param restrict whether the operator requested it
  /// @throws ProblemException refused: `whole-trust-domain` if not; `cannot-narrow` if a statement
  ///   cannot be edited safely
  TrustPolicy edit(boolean restrict) {
    var open = statements.open();
    open.forEach(statement -> check(statement, restrict));
    var edited = statements.policy();
    // from the last one on, since a split moves what comes after it
    for (var statement : open.reversed()) {
      edited = StatementSplit.edited(edited, restricted(statement), target.provider());
    }
    return edited;
  }

  private void check(TrustStatement statement, boolean restrict) {
    if (!restrict) {
      throw ProblemException.refused(
          "whole-trust-domain",
          "%s of the trust policy has no %s, so it already allows every ID of %s"
              .formatted(statement.title(), target.subKey(), target.provider().url()),
          "to allow only the specified IDs, add --narrow");
    }
    if (!statement.federated().contains(target.provider().text())) {
      throw cannot(
          statement,
          "has no list of principals, and other principals would be denied by a condition on "
              + target.subKey(),
          "name the principals of that statement by hand");
    }
    if (!statement.documented()) {
      throw cannot(
          statement,
          "has an operator that IAM does not document in this spelling",
          "write its operators as IAM documents them, such as StringEquals");
    }
    if (!audienceCanBeRestricted(statement)) {
      throw cannot(
          statement,
          "accepts other audiences than " + statements.audience(),
          "change its condition on %s by hand".formatted(target.audKey()));
    }
  }

  private static ProblemException cannot(TrustStatement statement, String why, String hint) {
    return ProblemException.refused("cannot-narrow", statement.title() + " " + why, hint);
  }

  private boolean audienceCanBeRestricted(TrustStatement statement) {
    var listed = audiences(statement);
    return target.audience().isEmpty()
        || listed.isEmpty()
        || statements.acceptsOnlyThatAudience(statement)
        || (listed.size() == 1 && listed.getFirst().operator().listsExactly());
  }

  private TrustStatement restricted(TrustStatement statement) {
    var operator = subject.pattern() ? "StringLike" : "StringEquals";
    return withAudience(statement.plusCondition(operator, target.subKey(), subject.text()));
  }

  /// If an audience was requested, the statement accepts only that one: it allows no other identity
  /// after the edit.
  private TrustStatement withAudience(TrustStatement statement) {
    if (target.audience().isEmpty() || statements.acceptsOnlyThatAudience(statement)) {
      return statement;
    }
    var listed = audiences(statement);
    return listed.isEmpty()
        ? statement.plusCondition("StringEquals", target.audKey(), statements.audience())
        : statement.onlyValue(listed.getFirst(), statements.audience());
  }

  private List<TrustCondition> audiences(TrustStatement statement) {
    return statement.conditionsOn(target.audKey());
  }
}
