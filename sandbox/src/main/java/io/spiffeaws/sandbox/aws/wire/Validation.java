package io.spiffeaws.sandbox.aws.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Collects what is wrong with the parameters of a request and reports it in one ValidationError,
/// as AWS's front ends do. Made for one request.
public final class Validation {
  private final List<String> errors = new ArrayList<>();

  /// @param field as AWS calls it: the parameter with a small first letter
  public Validation length(String field, String value, int least, int most) {
    if (value.length() < least) {
      fail(field, value, "Member must have length greater than or equal to " + least);
    }
    if (value.length() > most) {
      fail(field, value, "Member must have length less than or equal to " + most);
    }
    return this;
  }

  public Validation pattern(String field, String value, Pattern pattern) {
    if (!pattern.matcher(value).matches()) {
      fail(field, value, "Member must satisfy regular expression pattern: " + pattern.pattern());
    }
    return this;
  }

  public Validation range(String field, long value, long least, long most) {
    if (value < least) {
      fail(field, Long.toString(value), "Member must have value greater than or equal to " + least);
    }
    if (value > most) {
      fail(field, Long.toString(value), "Member must have value less than or equal to " + most);
    }
    return this;
  }

  /// How many members a list has.
  public Validation members(String field, List<String> list, int most) {
    if (list.size() > most) {
      fail(field, list.toString(), "Member must have length less than or equal to " + most);
    }
    return this;
  }

  /// @throws AwsRefusal ValidationError where anything was wrong
  public void finish() {
    if (!errors.isEmpty()) {
      throw AwsRefusal.validation(
          "%d validation error%s detected: %s"
              .formatted(errors.size(), errors.size() == 1 ? "" : "s", String.join("; ", errors)));
    }
  }

  private void fail(String field, String value, String constraint) {
    errors.add(
        "Value '%s' at '%s' failed to satisfy constraint: %s".formatted(value, field, constraint));
  }
}
