package io.spiffeaws.trust.subject;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.trust.policy.AnchorSplit;
import io.spiffeaws.trust.policy.RolesAnywhereStatements;
import io.spiffeaws.trust.policy.TrustPolicy;
import io.spiffeaws.trust.policy.TrustStatement;

/// Restricts statements that allow every certificate of a trust anchor to one subject, and to that
/// anchor. Other principals, and other anchors that these statements name, get a separate, unedited
/// statement.
final class RestrictedAnchor {
  private final AnchorStatements statements;

  RestrictedAnchor(AnchorStatements statements) {
    this.statements = statements;
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
      edited = AnchorSplit.edited(edited, restricted(statement), statements.anchor());
    }
    return edited;
  }

  private void check(TrustStatement statement, boolean restrict) {
    if (!restrict) {
      throw ProblemException.refused(
          "whole-trust-domain",
          "%s of the trust policy has no %s, so it already allows every certificate of %s"
              .formatted(statement.title(), RolesAnywhereStatements.URI_KEY, statements.anchor()),
          "to allow only the specified IDs, add --narrow");
    }
    if (!RolesAnywhereStatements.isOne(statement)) {
      throw cannot(
          statement,
          "has no list of principals, and other principals would be denied by a condition on "
              + RolesAnywhereStatements.URI_KEY,
          "name the principals of that statement by hand");
    }
    if (!statement.documented()) {
      throw cannot(
          statement,
          "has an operator that IAM does not document in this spelling",
          "write its operators as IAM documents them, such as StringEquals");
    }
    if (!AnchorSplit.possible(statement, statements.anchor())
        && !statement.conditionsOn(RolesAnywhereStatements.SOURCE_ARN).isEmpty()) {
      throw cannot(
          statement,
          "accepts trust anchors by another condition than a list of their ARNs",
          "change its condition on %s by hand".formatted(RolesAnywhereStatements.SOURCE_ARN));
    }
  }

  private static ProblemException cannot(TrustStatement statement, String why, String hint) {
    return ProblemException.refused("cannot-narrow", statement.title() + " " + why, hint);
  }

  private TrustStatement restricted(TrustStatement statement) {
    var subject = statements.subject();
    var operator = subject.pattern() ? "StringLike" : "StringEquals";
    var listed = statement.plusCondition(operator, RolesAnywhereStatements.URI_KEY, subject.text());
    return statement.conditionsOn(RolesAnywhereStatements.SOURCE_ARN).isEmpty()
        ? listed.plusCondition(
            "ArnEquals", RolesAnywhereStatements.SOURCE_ARN, statements.anchor().toString())
        : listed;
  }
}
