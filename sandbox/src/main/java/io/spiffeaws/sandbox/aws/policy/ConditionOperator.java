package io.spiffeaws.sandbox.aws.policy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiPredicate;

/// The operators that compare one value of a request with one value of a policy.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
@SuppressWarnings("ImmutableEnumChecker") // the predicates are stateless
enum ConditionOperator {
  STRING_EQUALS("StringEquals", false, (policy, actual) -> actual.equals(unescape(policy))),
  STRING_NOT_EQUALS("StringNotEquals", true, STRING_EQUALS.test),
  STRING_EQUALS_IGNORE_CASE(
      "StringEqualsIgnoreCase",
      false,
      (policy, actual) -> actual.equalsIgnoreCase(unescape(policy))),
  STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true, STRING_EQUALS_IGNORE_CASE.test),
  STRING_LIKE("StringLike", false, Patterns::matches),
  STRING_NOT_LIKE("StringNotLike", true, STRING_LIKE.test),
  NUMERIC_EQUALS("NumericEquals", false, Comparisons.numbers(order -> order == 0)),
  NUMERIC_NOT_EQUALS("NumericNotEquals", true, NUMERIC_EQUALS.test),
  NUMERIC_LESS_THAN("NumericLessThan", false, Comparisons.numbers(order -> order < 0)),
  NUMERIC_LESS_THAN_EQUALS(
      "NumericLessThanEquals", false, Comparisons.numbers(order -> order <= 0)),
  NUMERIC_GREATER_THAN("NumericGreaterThan", false, Comparisons.numbers(order -> order > 0)),
  NUMERIC_GREATER_THAN_EQUALS(
      "NumericGreaterThanEquals", false, Comparisons.numbers(order -> order >= 0)),
  DATE_EQUALS("DateEquals", false, Comparisons.dates(order -> order == 0)),
  DATE_NOT_EQUALS("DateNotEquals", true, DATE_EQUALS.test),
  DATE_LESS_THAN("DateLessThan", false, Comparisons.dates(order -> order < 0)),
  DATE_LESS_THAN_EQUALS("DateLessThanEquals", false, Comparisons.dates(order -> order <= 0)),
  DATE_GREATER_THAN("DateGreaterThan", false, Comparisons.dates(order -> order > 0)),
  DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false, Comparisons.dates(order -> order >= 0)),
  BOOL("Bool", false, String::equalsIgnoreCase),
  BINARY_EQUALS("BinaryEquals", false, String::equals),
  IP_ADDRESS("IpAddress", false, Comparisons::inNetwork),
  NOT_IP_ADDRESS("NotIpAddress", true, IP_ADDRESS.test),
  ARN_EQUALS("ArnEquals", false, Patterns::matchesArn),
  ARN_LIKE("ArnLike", false, Patterns::matchesArn),
  ARN_NOT_EQUALS("ArnNotEquals", true, ARN_EQUALS.test),
  ARN_NOT_LIKE("ArnNotLike", true, ARN_LIKE.test),
  /// Checks whether the key is present. The condition evaluates it itself.
  NULL("Null", false, (policy, actual) -> false);

  private static final Map<String, ConditionOperator> BY_NAME = byName();

  private final String written;
  private final boolean negated;
  private final BiPredicate<String, String> test;

  ConditionOperator(String written, boolean negated, BiPredicate<String, String> test) {
    this.written = written;
    this.negated = negated;
    this.test = test;
  }

  /// Returns the operator of that name.
  ///
  /// @param name without qualifier and `IfExists`, exactly as written
  static Optional<ConditionOperator> named(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }

  /// Returns whether this operator is true if no value of the policy matches.
  boolean negated() {
    return negated;
  }

  /// Returns whether the values match, also for negated operators.
  boolean matches(String policyValue, String actual) {
    return test.test(policyValue, actual);
  }

  private static Map<String, ConditionOperator> byName() {
    var names = new HashMap<String, ConditionOperator>();
    for (var operator : values()) {
      names.put(operator.written, operator);
    }
    return Map.copyOf(names);
  }

  private static String unescape(String policy) {
    return policy.replace(Patterns.LITERAL_STAR, '*').replace(Patterns.LITERAL_MARK, '?');
  }
}
