package io.spiffeaws.trust.iam;

import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.text.EditDistance;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Finds the role that a name is probably a typing error of. Names that differ in digits are
/// different roles.
public final class MisspelledRole {
  private static final int MAX_FAULTS = 2;

  private MisspelledRole() {}

  /// Returns the most similar name, or empty if none is similar.
  public static Optional<String> of(String typed, List<String> names) {
    return names.stream()
        .filter(name -> !name.equals(typed) && digits(name).equals(digits(typed)))
        .filter(name -> faults(typed, name) <= Math.min(MAX_FAULTS, typed.length() / 3))
        .min(Comparator.<String>comparingInt(name -> faults(typed, name)).thenComparing(n -> n));
  }

  /// Returns the role of the account, or empty if none is similar or the roles cannot be listed.
  public static Optional<Role> of(String typed, Roles roles) {
    try {
      return of(typed, roles.listed().stream().map(ListedRole::name).toList()).flatMap(roles::find);
    } catch (ProblemException unreadable) {
      return Optional.empty();
    }
  }

  private static int faults(String typed, String name) {
    return EditDistance.between(typed.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
  }

  private static String digits(String name) {
    return name.replaceAll("\\D", "");
  }
}
