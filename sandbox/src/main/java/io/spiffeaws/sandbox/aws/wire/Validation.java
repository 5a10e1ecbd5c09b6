package io.spiffeaws.sandbox.aws.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Collects the validation errors of a request's parameters and reports them in one
/// ValidationError, like AWS's front ends. One instance per request. Not thread-safe.
public final class Validation {
  private final List<String> errors = new ArrayList<>();

  /// Checks the length of a value.
  ///
  /// @param field AWS's name for it: the parameter with a lower-case first letter
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

  /// Checks the number of members of a list.
  public Validation members(String field, List<String> list, int most) {
    if (list.size() > most) {
      fail(field, list.toString(), "Member must have length less than or equal to " + most);
    }
    return this;
  }

  /// Reports the errors.
  ///
  /// @throws AwsError ValidationError if there are any
  public void finish() {
    if (!errors.isEmpty()) {
      throw AwsError.validation(
          "%d validation error%s detected: %s"
              .formatted(errors.size(), errors.size() == 1 ? "" : "s", String.join("; ", errors)));
    }
  }

  private void fail(String field, String value, String constraint) {
    errors.add(
        "Value '%s' at '%s' failed to satisfy constraint: %s".formatted(value, field, constraint));
  }
}
