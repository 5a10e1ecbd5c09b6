package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import io.spiffeaws.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// What a walk has found so far, in its order.
final class DoctorReport {
  private final List<Check> checks = new ArrayList<>();

  void add(Check check) {
    checks.add(check);
  }

  void addAll(List<Check> several) {
    checks.addAll(several);
  }

  void good(String name, String detail) {
    add(Check.good(name, detail));
  }

  void bad(String name, Problem problem) {
    add(Check.bad(name, problem.message(), problem.hint()));
  }

  /// Says of each that nobody looked: what it takes an earlier check did not find.
  void skip(String why, String... names) {
    for (var name : names) {
      add(Check.skipped(name, why, ""));
    }
  }

  /// Has those that failed say what has to be mended before, in place of what mends them.
  void blockedBy(String before, Set<String> names) {
    checks.replaceAll(check ->
        check.failed() && names.contains(check.name()) && !check.hint().isEmpty()
            ? Check.bad(check.name(), check.detail(), "fix " + before + " first")
            : check);
  }

  boolean has(String name) {
    return checks.stream().anyMatch(check -> check.name().equals(name));
  }

  boolean failed(String name) {
    return checks.stream().anyMatch(check -> check.failed() && check.name().equals(name));
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }
}
