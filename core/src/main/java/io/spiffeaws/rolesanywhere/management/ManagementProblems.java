package io.spiffeaws.rolesanywhere.management;

import io.spiffeaws.aws.SdkRestCalls;
import io.spiffeaws.aws.ServiceError;
import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Translates the errors of the management API to problems (API reference, "Errors" of each
/// operation).
public final class ManagementProblems {
  /// The resource does not exist in that account and region.
  public static final String NOT_FOUND = "no-such-roles-anywhere-resource";

  /// Permissions that an operation requires in addition to its own.
  private static final List<String> FURTHER =
      List.of("iam:PassRole", "iam:CreateServiceLinkedRole");

  private ManagementProblems() {}

  /// Returns the problem; empty for errors that every service has.
  static Optional<Problem> of(SdkRestCalls.Refusal refusal) {
    var error = refusal.error();
    if (error.status() >= 500 || ServiceProblems.isThrottling(error)) {
      return Optional.empty();
    }
    return Optional.ofNullable(
        switch (error.code()) {
          case "ResourceNotFoundException" ->
              new Problem.Missing(
                  NOT_FOUND,
                  "%s does not find the resource of %s in %s%s"
                      .formatted(
                          ManagementCalls.SERVICE, action(refusal), refusal.region(), words(error)),
                  "check the ARN, and the account of the credentials (--profile)");
          case "AccessDeniedException", "AccessDenied" -> denied(refusal);
          case "ValidationException" -> invalid(refusal);
          case "TooManyTagsException" ->
              new Problem.Refused(
                  "too-many-tags",
                  "the resource would have more than 200 tags" + words(error),
                  "specify fewer with --tag");
          default -> null;
        });
  }

  private static Problem denied(SdkRestCalls.Refusal refusal) {
    var words = refusal.error().words();
    var further = FURTHER.stream().filter(words::contains).findFirst();
    var action = further.orElse(action(refusal));
    return new Problem.Refused(
        "access-denied",
        "AWS denied %s%s in %s%s"
            .formatted(
                action,
                further.map(_ -> ", which %s requires,".formatted(action(refusal))).orElse(""),
                refusal.region(),
                words(refusal.error())),
        "allow the caller %s%s, or specify a --profile with this permission"
            .formatted(
                action,
                action.equals("iam:PassRole")
                    ? " for the service rolesanywhere.amazonaws.com on the roles of the profile"
                    : ""));
  }

  private static Problem invalid(SdkRestCalls.Refusal refusal) {
    var words = refusal.error().words().toLowerCase(Locale.ROOT);
    if (words.contains("limit exceeded") || words.contains("quota")) {
      return new Problem.Refused(
          "limit-exceeded",
          "a quota of the account in %s prevents %s%s"
              .formatted(refusal.region(), action(refusal), words(refusal.error())),
          TypedCommand.of(
              "to see the quotas, run: aws service-quotas list-service-quotas --region %s"
                  + " --service-code rolesanywhere",
              refusal.region()));
    }
    return new Problem.Refused(
        "request-refused",
        "%s in %s rejected %s%s"
            .formatted(
                ManagementCalls.SERVICE, refusal.region(), action(refusal), words(refusal.error())),
        "");
  }

  private static String action(SdkRestCalls.Refusal refusal) {
    return "rolesanywhere:" + refusal.operation();
  }

  private static String words(ServiceError error) {
    var words = error.words();
    return words.isEmpty() ? "" : ": " + words.replaceFirst("\\.$", "");
  }
}
