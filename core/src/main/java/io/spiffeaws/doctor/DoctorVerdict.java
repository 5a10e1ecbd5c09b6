package io.spiffeaws.doctor;

import io.spiffeaws.check.Check;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The result of all checks in one sentence.
public final class DoctorVerdict {
  /// The checks that are omitted from a short report if they passed: parts of `token`, `issuer`,
  /// `provider`, `svid`, `anchor`, `profile` and `role`.
  private static final Pattern DETAILS =
      Pattern.compile(
          "(token|issuer|svid|anchor|profile)_.*|session_name|endpoint|clock|account|audience"
              + "|thumbprint|tags|duration");

  private DoctorVerdict() {}

  /// Returns the sentence: the names of the failed checks, or that none failed and how many were
  /// not checked.
  ///
  /// @param checks the results, in their order
  public static String of(List<Check> checks) {
    var failed = checks.stream().filter(Check::failed).map(Check::name).toList();
    if (!failed.isEmpty()) {
      return "%d %s: %s"
          .formatted(
              failed.size(),
              failed.size() == 1 ? "problem" : "problems",
              String.join(", ", failed));
    }
    var skipped =
        checks.stream()
            .filter(check -> check.outcome() == Check.Outcome.SKIPPED)
            .map(Check::name)
            .collect(Collectors.joining(", "));
    return skipped.isEmpty() ? "all checks passed" : "no problem found; not checked: " + skipped;
  }

  /// Returns what else can be checked: access to a bucket, if the session is good and no bucket was
  /// specified. Empty if there is nothing else, or something to fix first.
  public static Optional<String> next(List<Check> checks) {
    return checks.stream().noneMatch(Check::failed)
            && checks.stream().anyMatch(check -> check.ok() && check.name().equals("exchange"))
            && checks.stream().noneMatch(check -> check.name().matches("s3(_.*)?"))
        ? Optional.of("to check access to a bucket too, specify --s3 s3://BUCKET[/PREFIX]")
        : Optional.empty();
  }

  /// Returns the checks of a short report: without those that passed and are part of another one.
  public static List<Check> summary(List<Check> checks) {
    return checks.stream()
        .filter(check -> !check.ok() || !DETAILS.matcher(check.name()).matches())
        .toList();
  }
}
