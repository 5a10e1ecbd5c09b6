package io.spiffeaws.doctor;

import io.spiffeaws.chain.AwsAccount;
import io.spiffeaws.check.Check;
import io.spiffeaws.oidc.IssuerFindings;
import io.spiffeaws.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/// The results of the checks so far, in their order, and what later checks need of them. Not
/// thread-safe.
final class DoctorReport {
  private final List<Check> checks = new ArrayList<>();
  private final Consumer<Check> listener;
  private final IssuerPlaces places = new IssuerPlaces();
  private Optional<IssuerFindings> findings = Optional.empty();
  private Optional<AwsAccount> otherAccount = Optional.empty();
  private Optional<Problem> exchangeProblem = Optional.empty();
  private Optional<Problem> unusableProfile = Optional.empty();

  /// @param listener receives each check when it has ended; later checks can change its result
  DoctorReport(Consumer<Check> listener) {
    this.listener = listener;
  }

  void add(Check check) {
    checks.add(check);
    listener.accept(check);
  }

  void addAll(List<Check> more) {
    more.forEach(this::add);
  }

  void good(String name, String detail) {
    add(Check.good(name, detail));
  }

  void bad(String name, Problem problem) {
    add(Check.bad(name, problem.message(), problem.hint()));
  }

  void bad(String name, String detail, String hint) {
    add(Check.bad(name, detail, hint));
  }

  /// Adds a check before the first one with a name, or at the end if there is none.
  void addBefore(String name, Check check) {
    var index = checks.stream().map(Check::name).toList().indexOf(name);
    checks.add(index < 0 ? checks.size() : index, check);
  }

  /// Replaces the result of a check, or adds it.
  void replace(Check check) {
    if (has(check.name())) {
      checks.replaceAll(one -> one.name().equals(check.name()) ? check : one);
    } else {
      add(check);
    }
  }

  /// Adds skipped checks, which need a result that an earlier check did not find.
  void skip(String why, String... names) {
    for (var name : names) {
      add(Check.skipped(name, why, ""));
    }
  }

  /// The skipped check of a resource that the operator's credentials cannot read.
  ///
  /// @param permissions what the check requires
  static Check unreadable(String name, String permissions, Problem problem) {
    return Check.skipped(name, permissions + ": " + problem.message(), problem.hint());
  }

  /// Replaces the checks by those of a function.
  void replaceAll(UnaryOperator<List<Check>> change) {
    var changed = change.apply(List.copyOf(checks));
    checks.clear();
    checks.addAll(changed);
  }

  /// Replaces the hints of failed checks by the name of the check that must be fixed first.
  void blockedBy(String blocker, Set<String> names) {
    checks.replaceAll(check ->
        check.failed() && names.contains(check.name()) && !check.hint().isEmpty()
            ? Check.bad(check.name(), check.detail(), "fix " + blocker + " first")
            : check);
  }

  /// Returns the places that name the issuer.
  IssuerPlaces places() {
    return places;
  }

  /// Notes what the checks of the issuer found.
  void found(IssuerFindings issuer) {
    findings = Optional.of(issuer);
  }

  /// Returns what the checks of the issuer found; empty before them.
  Optional<IssuerFindings> findings() {
    return findings;
  }

  /// Notes that the operator's credentials are not for the role's account.
  void otherAccount(AwsAccount account) {
    otherAccount = Optional.of(account);
  }

  /// Returns the account of the operator's credentials if it is not the role's; else empty.
  Optional<AwsAccount> otherAccount() {
    return otherAccount;
  }

  /// Notes that the specified profile of the operator cannot be used.
  void unusableProfile(Problem problem) {
    unusableProfile = Optional.of(problem);
  }

  /// Returns why the specified profile cannot be used; empty if it can be, or none was specified.
  Optional<Problem> unusableProfile() {
    return unusableProfile;
  }

  /// Notes why the exchange failed.
  void exchangeProblem(Problem problem) {
    exchangeProblem = Optional.of(problem);
  }

  /// Returns why the exchange failed; empty if it did not.
  Optional<Problem> exchangeProblem() {
    return exchangeProblem;
  }

  boolean has(String name) {
    return checks.stream().anyMatch(check -> check.name().equals(name));
  }

  boolean failed(String name) {
    return checks.stream().anyMatch(check -> check.failed() && check.name().equals(name));
  }

  boolean passed(String name) {
    return checks.stream().anyMatch(check -> check.ok() && check.name().equals(name));
  }

  List<Check> checks() {
    return List.copyOf(checks);
  }
}
