package io.spiffeaws.sandbox.aws.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// One key of a statement's condition block under one operator.
///
/// @param key in lower case: keys are not case-sensitive
record Condition(
    ConditionOperator operator, Sets sets, boolean ifExists, String key, List<String> values) {

  /// How an operator applies to a key with several values.
  enum Sets {
    NONE(""),
    FOR_ALL("ForAllValues:"),
    FOR_ANY("ForAnyValue:");

    private final String prefix;

    Sets(String prefix) {
      this.prefix = prefix;
    }
  }

  Condition {
    values = List.copyOf(values);
    key = key.toLowerCase(Locale.ROOT);
  }

  /// Creates a condition.
  ///
  /// @param name operator as written: `ForAnyValue:StringLikeIfExists`
  /// @return empty if the operator does not exist
  static Optional<Condition> of(String name, String key, List<String> values) {
    var sets = Sets.NONE;
    for (var candidate : List.of(Sets.FOR_ALL, Sets.FOR_ANY)) {
      if (name.startsWith(candidate.prefix)) {
        sets = candidate;
      }
    }
    var base = name.substring(sets.prefix.length());
    boolean ifExists = base.endsWith("IfExists") && !base.startsWith("Null");
    var operator = ifExists ? base.substring(0, base.length() - "IfExists".length()) : base;
    var counted = sets;
    return ConditionOperator.named(operator)
        .map(found -> new Condition(found, counted, ifExists, key, values));
  }

  boolean holds(RequestContext context, boolean variables) {
    var actual = context.values(key);
    if (operator == ConditionOperator.NULL) {
      return values.stream().anyMatch(value -> Boolean.parseBoolean(value) == actual.isEmpty());
    }
    if (actual.isEmpty()) {
      return ifExists || absent();
    }
    var wanted =
        values.stream()
            .map(value -> variables ? PolicyVariables.fill(value, context) : value)
            .toList();
    return switch (sets) {
      case NONE ->
          operator.negated()
              ? actual.stream().noneMatch(value -> matchesAny(wanted, value))
              : actual.stream().anyMatch(value -> matchesAny(wanted, value));
      case FOR_ANY ->
          actual.stream().anyMatch(value -> matchesAny(wanted, value) != operator.negated());
      case FOR_ALL ->
          actual.stream().allMatch(value -> matchesAny(wanted, value) != operator.negated());
    };
  }

  /// The result if the request does not have the key: true for ForAllValues, false for ForAnyValue,
  /// otherwise true for negated operators only.
  private boolean absent() {
    return switch (sets) {
      case FOR_ALL -> true;
      case FOR_ANY -> false;
      case NONE -> operator.negated();
    };
  }

  private boolean matchesAny(List<String> wanted, String value) {
    return wanted.stream().anyMatch(policy -> operator.matches(policy, value));
  }
}
