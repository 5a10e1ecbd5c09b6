package io.spiffeaws.trust.policy;

import io.spiffeaws.trust.policy.TrustEvaluation.Holds;

/// Evaluates one condition for a value of its key (IAM User Guide, "IAM JSON policy elements:
/// Condition operators").
///
/// @param variables whether `${...}` in a value of the policy is a variable
record ConditionLogic(boolean variables) {
  private static final int ARN_PARTS = 6;

  /// The result if the request has the key with one value.
  ///
  /// @param pattern whether the value stands for every value that it matches
  Holds present(TrustCondition condition, String actual, boolean pattern) {
    var operator = condition.operator();
    if (operator.base() == ConditionOperator.Base.NULL) {
      return isNull(condition).not();
    }
    if (!operator.comparesText() && !(operator.comparesArns() && actual.startsWith("arn:"))) {
      return Holds.UNKNOWN;
    }
    var any =
        condition.values().stream()
            .map(value -> matches(operator, value, actual, pattern))
            .reduce(Holds.NO, Holds::or);
    if (!operator.base().negated()) {
      return any;
    }
    return pattern && any == Holds.NO ? Holds.UNKNOWN : any.not();
  }

  /// The result if the request does not have the key.
  static Holds absent(TrustCondition condition) {
    var operator = condition.operator();
    return operator.base() == ConditionOperator.Base.NULL
        ? isNull(condition)
        : Holds.of(operator.holdsWithoutKey());
  }

  /// The result for `aws:SecureTransport`: STS is reached only over HTTPS.
  static Holds secure(TrustCondition condition) {
    if (condition.operator().base() == ConditionOperator.Base.NULL) {
      return isNull(condition).not();
    }
    return condition.spelled().matches("(For(Any|All)Values?:)?Bool(IfExists)?")
        ? Holds.of(condition.values().stream().anyMatch("true"::equalsIgnoreCase))
        : Holds.UNKNOWN;
  }

  private static Holds isNull(TrustCondition condition) {
    return Holds.of(condition.values().stream().anyMatch("true"::equalsIgnoreCase));
  }

  private Holds matches(ConditionOperator operator, String value, String actual, boolean pattern) {
    if (variables && value.contains("${")) {
      return Holds.UNKNOWN;
    }
    return switch (operator.base()) {
      case STRING_EQUALS, STRING_NOT_EQUALS -> Holds.of(!pattern && value.equals(actual));
      case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE ->
          Holds.of(!pattern && value.equalsIgnoreCase(actual));
      case STRING_LIKE, STRING_NOT_LIKE -> Holds.of(Glob.covers(value, actual));
      case ARN, ARN_NOT -> arns(value, actual);
      case NULL, OTHER, OTHER_NEGATED, UNKNOWN -> Holds.NO;
    };
  }

  /// Compares ARNs part by part, each with wildcards; ArnEquals and ArnLike do the same. How IAM
  /// compares a shorter pattern than an ARN is not documented.
  private static Holds arns(String pattern, String actual) {
    var patterns = pattern.split(":", ARN_PARTS);
    var parts = actual.split(":", ARN_PARTS);
    if (patterns.length < ARN_PARTS || parts.length < ARN_PARTS) {
      return pattern.contains("*") ? Holds.UNKNOWN : Holds.NO;
    }
    for (var i = 0; i < ARN_PARTS; i++) {
      if (!Glob.covers(patterns[i], parts[i])) {
        return Holds.NO;
      }
    }
    return Holds.YES;
  }
}
