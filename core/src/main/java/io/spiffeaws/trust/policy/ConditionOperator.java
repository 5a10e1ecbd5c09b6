package io.spiffeaws.trust.policy;

import java.util.List;

/// An operator of a condition block, `ForAllValues:StringEqualsIfExists` (IAM User Guide, "IAM JSON
/// policy elements: Condition operators"). The guide says that the names of keys are not
/// case-sensitive and says no such thing of operators, and not every service takes them in any
/// letter case; so one that is spelled otherwise is recognized, and nothing is built on it.
///
/// @param base what is compared how
/// @param forAll whether it is qualified by `ForAllValues:`, true also where the key is missing
/// @param forAny whether it is qualified by `ForAnyValue:`
/// @param ifExists whether it is true where the key is missing
/// @param documented whether it is one of the guide's, to the letter
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

  /// What it compares, and how.
  public enum Base {
    STRING_EQUALS(false),
    STRING_NOT_EQUALS(true),
    STRING_EQUALS_IGNORE_CASE(false),
    STRING_NOT_EQUALS_IGNORE_CASE(true),
    STRING_LIKE(false),
    STRING_NOT_LIKE(true),
    NULL(false),
    /// Compares numbers, dates, addresses or ARNs.
    OTHER(false),
    OTHER_NEGATED(true),
    UNKNOWN(false);

    private final boolean negated;

    Base(boolean negated) {
      this.negated = negated;
    }

    /// Whether it holds where nothing fits.
    public boolean negated() {
      return negated;
    }
  }

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

  /// As the guide spells that comparison, without qualifier and suffix; empty where it is none of
  /// the guide's.
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
      case "" -> Base.UNKNOWN;
      default -> name.contains("Not") ? Base.OTHER_NEGATED : Base.OTHER;
    };
  }

  /// Whether it compares what a SPIFFE ID and an audience are.
  public boolean comparesText() {
    return switch (base) {
      case STRING_EQUALS,
          STRING_NOT_EQUALS,
          STRING_EQUALS_IGNORE_CASE,
          STRING_NOT_EQUALS_IGNORE_CASE,
          STRING_LIKE,
          STRING_NOT_LIKE ->
          true;
      case NULL, OTHER, OTHER_NEGATED, UNKNOWN -> false;
    };
  }

  /// Whether it lists who is let in, and nobody is let in for want of the key.
  public boolean listsExactly() {
    return documented
        && (base == Base.STRING_EQUALS || base == Base.STRING_LIKE)
        && !forAll
        && !forAny
        && !ifExists;
  }
}
