package io.spiffeaws.trust.lint;

import io.spiffeaws.trust.policy.ConditionOperator;
import io.spiffeaws.trust.policy.TrustCondition;
import io.spiffeaws.trust.policy.TrustStatement;
import java.util.ArrayList;
import java.util.List;

/// Finds operators that restrict less than they appear to (IAM User Guide, "IAM JSON policy
/// elements: Condition operators").
final class OperatorRules {
  private final LintSubject lintSubject;

  OperatorRules(LintSubject lintSubject) {
    this.lintSubject = lintSubject;
  }

  /// @param listing a condition that lists subjects or audiences
  List<Finding> of(TrustCondition listing) {
    var operator = listing.operator();
    var codes = new ArrayList<FindingCode>();
    if (!operator.documented()) {
      codes.add(FindingCode.UNDOCUMENTED_OPERATOR);
    }
    if (operator.ifExists()) {
      codes.add(FindingCode.IF_EXISTS);
    }
    if (operator.forAll()) {
      codes.add(FindingCode.FOR_ALL_VALUES);
    }
    if (operator.forAny()) {
      codes.add(FindingCode.FOR_ANY_VALUE);
    }
    if (operator.base() == ConditionOperator.Base.STRING_EQUALS_IGNORE_CASE) {
      codes.add(FindingCode.IGNORE_CASE);
    }
    return codes.stream().map(code -> finding(code, listing)).toList();
  }

  private Finding finding(FindingCode code, TrustCondition listing) {
    var plain = plain(listing);
    var detail = "has %s on %s".formatted(listing.spelled(), listing.key());
    return taken(plain, listing)
        ? lintSubject.finding(
            code, detail, lintSubject.fixCommands().edit("use one condition on " + listing.key()))
        : lintSubject.fixable(code, detail, lintSubject.statement().movedTo(plain, listing));
  }

  private static String plain(TrustCondition listing) {
    var spelled = ConditionOperator.plainSpelling(listing.spelled());
    return spelled.equals("StringEqualsIgnoreCase") ? "StringEquals" : spelled;
  }

  /// Whether the plain operator has a condition on that key already. Both must hold, so they cannot
  /// be merged.
  private boolean taken(String plain, TrustCondition listing) {
    return lintSubject.statement().conditionsOn(listing.key()).stream()
        .anyMatch(other -> !other.equals(listing) && other.spelled().equals(plain));
  }

  /// Checks the operators of a Deny statement.
  static List<Finding> ofDeny(TrustStatement statement, FixCommands fixCommands) {
    return statement.conditions().stream()
        .filter(condition -> !condition.key().isEmpty())
        .filter(condition -> !condition.operator().documented())
        .map(condition ->
            Finding.of(
                FindingCode.UNDOCUMENTED_OPERATOR,
                statement,
                "denies with %s on %s".formatted(condition.spelled(), condition.key()),
                fixCommands.edit("spell the operator as IAM documents it")))
        .toList();
  }
}
