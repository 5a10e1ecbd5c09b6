package io.spiffeaws.text;

/// Tells typing errors in names such as host names from names that differ on purpose.
public final class TypingError {
  private static final int LONG_ENOUGH = 4;
  private static final int LONG_ENOUGH_FOR_TWO = 6;
  private static final int LONG_ENOUGH_TO_SPLIT = 8;

  private TypingError() {}

  /// Whether two names probably mean the same. They differ in one of their parts, by one or two
  /// letters or by two letters in the wrong order. Names that differ in digits (`td1`, `td2`) or in
  /// short words (`eu`, `us`) are different names.
  public static boolean likely(String one, String other) {
    if (one.equals(other) || !digits(one).equals(digits(other))) {
      return false;
    }
    var ours = one.split("[./_-]", -1);
    var theirs = other.split("[./_-]", -1);
    if (ours.length != theirs.length) {
      return Math.min(one.length(), other.length()) >= LONG_ENOUGH_TO_SPLIT
          && EditDistance.between(one, other) == 1;
    }
    var faults = 0;
    for (var i = 0; i < ours.length; i++) {
      if (!ours[i].equals(theirs[i])) {
        faults += inWord(ours[i], theirs[i]) ? 1 : 2;
      }
    }
    return faults == 1;
  }

  private static boolean inWord(String one, String other) {
    var distance = EditDistance.between(one, other);
    var length = Math.min(one.length(), other.length());
    return isSwapped(one, other)
        || (distance == 1 && length >= LONG_ENOUGH)
        || (distance == 1 && length > 1 && one.length() != other.length())
        || (distance == 2 && length >= LONG_ENOUGH_FOR_TWO);
  }

  /// Whether two adjacent letters are in the wrong order.
  private static boolean isSwapped(String one, String other) {
    if (one.length() != other.length()) {
      return false;
    }
    var at = 0;
    while (at < one.length() && one.charAt(at) == other.charAt(at)) {
      at++;
    }
    return at + 1 < one.length()
        && one.charAt(at) == other.charAt(at + 1)
        && one.charAt(at + 1) == other.charAt(at)
        && one.substring(at + 2).equals(other.substring(at + 2));
  }

  private static String digits(String text) {
    return text.replaceAll("\\D", "");
  }
}
