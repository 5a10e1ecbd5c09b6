package io.spiffeaws.spire;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// The expected form of an attestor's selector value.
enum SelectorForm {
  ANY("(?s).*", "a value"),
  NUMBER("[0-9]+", "a number"),
  /// The name of a user or group; a number is the form of another selector.
  ACCOUNT_NAME("(?s)(?![0-9]+$).*", "a name"),
  /// The name of a Kubernetes object (RFC 1123), without its namespace.
  OBJECT_NAME("[a-z0-9]([a-z0-9.-]*[a-z0-9])?", "a name without namespace"),
  PATH("/.*", "an absolute path"),
  SHA256("[0-9a-f]{64}", "64 lower-case hex digits"),
  SHA1("[0-9a-f]{40}", "40 lower-case hex digits"),
  HEX("[0-9a-f]+", "lower-case hex digits"),
  PAIR("(?s)[^:=]+:.*", "KEY:VALUE"),
  ASSIGNMENT("(?s)[^=]+=.*", "NAME=VALUE"),
  ACCOUNT("[0-9]{12}", "a 12-digit account ID"),
  ARN("arn:.+", "an ARN"),
  SID("S-1-.+", "a SID such as S-1-5-32-544");

  private final Pattern pattern;
  private final String words;

  SelectorForm(String pattern, String words) {
    this.pattern = Pattern.compile(pattern);
    this.words = words;
  }

  boolean fits(String value) {
    return pattern.matcher(value).matches();
  }

  /// Returns the value that was probably intended, or empty if that does not fit either.
  Optional<String> repaired(String value) {
    return Optional.of(repair(value.strip())).filter(this::fits);
  }

  private String repair(String value) {
    return switch (this) {
      case OBJECT_NAME ->
          value.substring(Math.max(value.lastIndexOf('/'), value.lastIndexOf(':')) + 1);
      case SHA256 -> value.replaceFirst("^(?i)sha256:", "").toLowerCase(Locale.ROOT);
      case SHA1, HEX -> value.replace(":", "").toLowerCase(Locale.ROOT);
      case PAIR -> value.replaceFirst("=", ":");
      case ASSIGNMENT -> value.replaceFirst(":", "=");
      case ACCOUNT -> value.replaceAll("[- ]", "");
      case ANY, NUMBER, ACCOUNT_NAME, PATH, ARN, SID -> value;
    };
  }

  /// Returns the expected form, for a message.
  String words() {
    return words;
  }
}
