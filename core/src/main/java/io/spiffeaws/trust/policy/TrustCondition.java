package io.spiffeaws.trust.policy;

import java.util.List;

/// One key of one operator in a condition block.
///
/// @param spelled the operator as the document spells it
/// @param key as the document spells it
/// @param values the values that the key is compared with; a string is a list of one
public record TrustCondition(String spelled, String key, List<String> values) {
  public TrustCondition {
    values = List.copyOf(values);
  }

  /// Returns the parsed operator.
  public ConditionOperator operator() {
    return ConditionOperator.parse(spelled);
  }

  /// Whether the condition has that key. Key names are not case-sensitive (IAM User Guide, "IAM
  /// JSON policy elements: Condition").
  public boolean isOn(String name) {
    return key.equalsIgnoreCase(name);
  }
}
