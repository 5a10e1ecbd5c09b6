package io.spiffeaws.trust;

import java.util.Locale;

/// An operator of a condition block, `ForAllValues:StringEqualsIfExists` (IAM User Guide, "IAM JSON
/// policy elements: Condition operators"). Read without regard to letter case, as IAM reads them.
///
/// @param base what is compared how
/// @param forAll whether it is qualified by `ForAllValues:`, true also where the key is missing
/// @param forAny whether it is qualified by `ForAnyValue:`
/// @param ifExists whether it is true where the key is missing
record ConditionOperator(Base base, boolean forAll, boolean forAny, boolean ifExists) {
  enum Base {
    STRING_EQUALS(false),
    STRING_NOT_EQUALS(true),
    STRING_EQUALS_IGNORE_CASE(false),
    STRING_NOT_EQUALS_IGNORE_CASE(true),
    STRING_LIKE(false),
    STRING_NOT_LIKE(true),
    NULL(false),
    OTHER(false);

    private final boolean negated;

    Base(boolean negated) {
      this.negated = negated;
    }

    boolean negated() {
      return negated;
    }
  }

  static ConditionOperator parse(String spelled) {
    var name = spelled.toLowerCase(Locale.ROOT);
    var forAll = name.startsWith("forallvalues:");
    var forAny = name.startsWith("foranyvalue:");
    var bare = forAll || forAny ? name.substring(name.indexOf(':') + 1) : name;
    var ifExists = bare.endsWith("ifexists");
    return new ConditionOperator(
        base(ifExists ? bare.substring(0, bare.length() - "ifexists".length()) : bare),
        forAll,
        forAny,
        ifExists);
  }

  private static Base base(String name) {
    return switch (name) {
      case "stringequals" -> Base.STRING_EQUALS;
      case "stringnotequals" -> Base.STRING_NOT_EQUALS;
      case "stringequalsignorecase" -> Base.STRING_EQUALS_IGNORE_CASE;
      case "stringnotequalsignorecase" -> Base.STRING_NOT_EQUALS_IGNORE_CASE;
      case "stringlike" -> Base.STRING_LIKE;
      case "stringnotlike" -> Base.STRING_NOT_LIKE;
      case "null" -> Base.NULL;
      default -> Base.OTHER;
    };
  }

  /// Whether it lists who is let in, and nobody is let in for want of the key.
  boolean listsExactly() {
    return (base == Base.STRING_EQUALS || base == Base.STRING_LIKE)
        && !forAll
        && !forAny
        && !ifExists;
  }
}
