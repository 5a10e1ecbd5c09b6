package io.spiffeaws.trust.iam;

import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.iam.model.IamException;

/// Says in the user's words what IAM refused.
public final class SdkIamProblems {
  private SdkIamProblems() {}

  /// Runs a call, and translates whatever goes wrong.
  ///
  /// @param action IAM's name of the call
  /// @param what what it was about: `role s3-app`
  public static <T> T call(String action, String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw translate(action, what, e);
    }
  }

  /// What an answer must have.
  ///
  /// @throws ProblemException unreachable, if it is missing
  public static <T> T given(@Nullable T value) {
    if (value == null) {
      throw ProblemException.unreachable(
          "no-usable-answer",
          "IAM gave no answer that could be read",
          "check the endpoint (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_IAM) and any proxy between");
    }
    return value;
  }

  /// Items of all pages. A service that repeats a marker would be asked for ever.
  ///
  /// @param marker of the next page; null if there is none
  /// @throws ProblemException unreachable, if a marker comes again
  public static <P, T> List<T> pages(
      Iterable<P> pages, Function<P, @Nullable String> marker, Function<P, List<T>> items) {
    var seen = new HashSet<String>();
    var all = new ArrayList<T>();
    for (var page : pages) {
      all.addAll(items.apply(page));
      var next = marker.apply(page);
      if (next != null && !seen.add(next)) {
        throw ProblemException.unreachable(
            "repeated-page-token", "IAM repeats the marker of a page", "check any proxy between");
      }
    }
    return all;
  }

  /// The same for what may not exist.
  public static <T> Optional<T> find(String action, String what, Supplier<T> call) {
    return unless(e -> SdkProblems.code(e).equals("NoSuchEntity"), action, what, call);
  }

  /// The same for a call that not every service that speaks IAM's protocol knows.
  public static <T> Optional<T> ifKnown(String action, String what, Supplier<T> call) {
    return unless(SdkProblems::isNotOffered, action, what, call);
  }

  private static <T> Optional<T> unless(
      Predicate<IamException> without, String action, String what, Supplier<T> call) {
    try {
      return Optional.of(given(call.get()));
    } catch (IamException e) {
      if (without.test(e)) {
        return Optional.empty();
      }
      throw translate(action, what, e);
    } catch (SdkException e) {
      throw translate(action, what, e);
    }
  }

  private static ProblemException translate(String action, String what, SdkException e) {
    return e instanceof IamException refused
        ? known(action, what, refused)
            .map(problem -> new ProblemException(problem, e))
            .orElseGet(() -> SdkProblems.translate("IAM", "iam:" + action, e))
        : SdkProblems.translate("IAM", "iam:" + action, e);
  }

  /// AWS finds the thumbprint itself; other servers miss the parameter.
  private static boolean lacksThumbprint(IamException e) {
    return e.statusCode() == 400
        && SdkProblems.words(e).matches("(?i).*(missing|required).*\\bThumbprintList\\b.*");
  }

  private static Optional<Problem> known(String action, String what, IamException e) {
    if (SdkProblems.isNotOffered(e)) {
      return Optional.of(
          new Problem.Refused(
              "not-offered", "this IAM service does not offer " + action + " for " + what, ""));
    }
    if (lacksThumbprint(e)) {
      return Optional.of(
          new Problem.Refused(
              OidcProviders.THUMBPRINT_REQUIRED,
              "this IAM service requires a thumbprint of " + what,
              "specify it, or have it computed: --thumbprint auto"));
    }
    var said = SdkProblems.words(e).isEmpty() ? "" : ": " + SdkProblems.words(e);
    return Optional.ofNullable(
        switch (SdkProblems.code(e)) {
          case "NoSuchEntity" ->
              new Problem.Missing(
                  "no-such-entity",
                  "IAM knows nothing of " + what + said,
                  "look for a typing error");
          case "EntityAlreadyExists" ->
              new Problem.Refused(
                  "already-exists", what + " exists already" + said, "run the command again");
          case "LimitExceeded" ->
              new Problem.Refused(
                  "limit-exceeded",
                  "a quota of the account stops iam:" + action + " of " + what + said,
                  "see aws iam get-account-summary, and Service Quotas to have it raised");
          case "MalformedPolicyDocument" ->
              new Problem.Refused(
                  "malformed-policy-document",
                  "IAM does not accept the policy document of " + what + said,
                  "");
          case "ConcurrentModification" ->
              new Problem.Unreachable(
                  "concurrent-modification",
                  "someone else was changing " + what + " at the same time",
                  "run the command again");
          case "UnmodifiableEntity" ->
              new Problem.Refused(
                  "unmodifiable",
                  what + " belongs to an AWS service, and only that may change it" + said,
                  "");
          case "OpenIdIdpCommunicationError" ->
              new Problem.Unreachable(
                  "issuer-unreachable-from-aws",
                  "AWS cannot fetch the issuer's documents for " + what + said,
                  "the issuer must answer from the public internet on port 443 within 5 s");
          default -> null;
        });
  }
}
