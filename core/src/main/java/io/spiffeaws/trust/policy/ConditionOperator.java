package io.spiffeaws.trust.policy;

import java.util.List;

/// An operator of a condition block, `ForAllValues:StringEqualsIfExists` (IAM User Guide, "IAM JSON
/// policy elements: Condition operators"). The guide says that key names are not case-sensitive,
/// but does not say so of operators. Not every service accepts operators in any letter case. So an
/// operator in another letter case is recognized, but its effect is treated as unknown.
///
/// @param base the comparison
/// @param forAll whether it is qualified by `ForAllValues:`, which also holds if the key is missing
/// @param forAny whether it is qualified by `ForAnyValue:`
/// @param ifExists whether it holds if the key is missing
/// @param documented whether it is spelled exactly as in the guide
public record ConditionOperator(
    Base base, boolean forAll, boolean forAny, boolean ifExists, boolean documented) {
  private static final String FOR_ALL = "ForAllValues:";
  private static final String FOR_ANY = "ForAnyValue:";
  private static final String IF_EXISTS = "IfExists";
  private static final List<String> NAMES =
      List.of(
          "StringEquals",
          "StringNotEquals",
          "StringEqualsIgnoreCase",
          "StringNotEqualsIgnoreCase",
          "StringLike",
          "StringNotLike",
          "Null",
          "NumericEquals",
          "NumericNotEquals",
          "NumericLessThan",
          "NumericLessThanEquals",
          "NumericGreaterThan",
          "NumericGreaterThanEquals",
          "DateEquals",
          "DateNotEquals",
          "DateLessThan",
          "DateLessThanEquals",
          "DateGreaterThan",
          "DateGreaterThanEquals",
          "Bool",
          "BinaryEquals",
          "IpAddress",
          "NotIpAddress",
          "ArnEquals",
          "ArnLike",
          "ArnNotEquals",
          "ArnNotLike");

  /// The comparison of an operator.
  public enum Base {
    STRING_EQUALS(false),
    STRING_NOT_EQUALS(true),
    STRING_EQUALS_IGNORE_CASE(false),
    STRING_NOT_EQUALS_IGNORE_CASE(true),
    STRING_LIKE(false),
    STRING_NOT_LIKE(true),
    NULL(false),
    /// `ArnEquals` and `ArnLike`, which behave identically.
    ARN(false),
    ARN_NOT(true),
    /// Compares numbers, dates or addresses.
    OTHER(false),
    OTHER_NEGATED(true),
    UNKNOWN(false);

    private final boolean negated;

    Base(boolean negated) {
      this.negated = negated;
    }

    /// Whether it holds if no value matches.
    public boolean negated() {
      return negated;
    }
  }

  /// Parses an operator.
  ///
  /// @param spelled in any letter case
  public static ConditionOperator parse(String spelled) {
    var forAll = begins(spelled, FOR_ALL);
    var forAny = begins(spelled, FOR_ANY);
    var qualifier = forAll ? FOR_ALL : forAny ? FOR_ANY : "";
    var bare = spelled.substring(qualifier.length());
    var from = bare.length() - IF_EXISTS.length();
    var ifExists = from > 0 && begins(bare.substring(from), IF_EXISTS);
    var wanted = ifExists ? bare.substring(0, from) : bare;
    var name = NAMES.stream().filter(wanted::equalsIgnoreCase).findFirst().orElse("");
    var documented = spelled.equals(qualifier + name + (ifExists ? IF_EXISTS : ""));
    return new ConditionOperator(
        base(name), forAll, forAny, ifExists, documented && !name.isEmpty());
  }

  /// Returns the comparison as the guide spells it, without qualifier and suffix; an empty string
  /// if the guide does not have it.
  public static String plainSpelling(String spelled) {
    var bare = spelled.replaceFirst("(?i)^(ForAllValues|ForAnyValue):", "");
    var wanted = bare.replaceFirst("(?i)IfExists$", "");
    return NAMES.stream().filter(wanted::equalsIgnoreCase).findFirst().orElse("");
  }

  private static boolean begins(String text, String with) {
    return text.regionMatches(true, 0, with, 0, with.length());
  }

  private static Base base(String name) {
    return switch (name) {
      case "StringEquals" -> Base.STRING_EQUALS;
      case "StringNotEquals" -> Base.STRING_NOT_EQUALS;
      case "StringEqualsIgnoreCase" -> Base.STRING_EQUALS_IGNORE_CASE;
      case "StringNotEqualsIgnoreCase" -> Base.STRING_NOT_EQUALS_IGNORE_CASE;
      case "StringLike" -> Base.STRING_LIKE;
      case "StringNotLike" -> Base.STRING_NOT_LIKE;
      case "Null" -> Base.NULL;
      case "ArnEquals", "ArnLike" -> Base.ARN;
      case "ArnNotEquals", "ArnNotLike" -> Base.ARN_NOT;
      case "" -> Base.UNKNOWN;
      default -> name.contains("Not") ? Base.OTHER_NEGATED : Base.OTHER;
    };
  }

  /// Whether it compares strings, as SPIFFE IDs and audiences are.
  public boolean comparesText() {
    return switch (base) {
      case STRING_EQUALS,
          STRING_NOT_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          STRING_NOT_EQUALS_IGNORE_CASE,
          STRING_LIKE,
          STRING_NOT_LIKE ->
          true;
      case NULL, ARN, ARN_NOT, OTHER, OTHER_NEGATED, UNKNOWN -> false;
    };
  }

  /// Whether it compares ARNs.
  public boolean comparesArns() {
    return base == Base.ARN || base == Base.ARN_NOT;
  }

  /// Whether it holds for a request without the key; `Null` depends on its value.
  public boolean holdsWithoutKey() {
    return ifExists || forAll || (base.negated() && !forAny);
  }

  /// Whether it lists the allowed values exactly: it does not hold if the key is missing.
  public boolean listsExactly() {
    return documented
        && (base == Base.STRING_EQUALS || base == Base.STRING_LIKE)
        && !forAll
        && !forAny
        && !ifExists;
  }
}
