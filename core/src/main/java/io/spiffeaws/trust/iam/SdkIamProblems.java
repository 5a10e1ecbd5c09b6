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

/// Translates errors of IAM into problems for the user.
public final class SdkIamProblems {
  private SdkIamProblems() {}

  /// Runs a call and translates its errors.
  ///
  /// @param action IAM's name of the call
  /// @param what the resource: `role s3-app`
  public static <T> T call(String action, String what, Supplier<T> call) {
    try {
      return call.get();
    } catch (SdkException e) {
      throw translate(action, what, e);
    }
  }

  /// Returns a value that a response must have.
  ///
  /// @throws ProblemException unreachable, if it is missing
  public static <T> T given(@Nullable T value) {
    if (value == null) {
      throw ProblemException.unreachable(
          "no-usable-answer",
          "IAM returned an unreadable response",
          "check the endpoint (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_IAM) and any proxy");
    }
    return value;
  }

  /// Returns the items of all pages. Stops with an error if a marker is repeated, which would never
  /// end.
  ///
  /// @param marker returns the marker of the next page; null if there is none
  /// @throws ProblemException unreachable, if a marker is repeated
  public static <P, T> List<T> pages(
      Iterable<P> pages, Function<P, @Nullable String> marker, Function<P, List<T>> items) {
    var seen = new HashSet<String>();
    var all = new ArrayList<T>();
    for (var page : pages) {
      all.addAll(items.apply(page));
      var next = marker.apply(page);
      if (next != null && !seen.add(next)) {
        throw ProblemException.unreachable(
            "repeated-page-token", "IAM returned the same page marker twice", "check any proxy");
      }
    }
    return all;
  }

  /// Runs a call like [#call]; returns empty if the resource does not exist.
  public static <T> Optional<T> find(String action, String what, Supplier<T> call) {
    return unless(e -> SdkProblems.code(e).equals("NoSuchEntity"), action, what, call);
  }

  /// Runs a call like [#call]; returns empty if a compatible service does not offer the call.
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

  /// AWS determines the thumbprint itself; other servers require the parameter.
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
              "specify it with --thumbprint HEX, or compute it with --thumbprint auto"));
    }
    var said = SdkProblems.words(e).isEmpty() ? "" : ": " + SdkProblems.words(e);
    return Optional.ofNullable(
        switch (SdkProblems.code(e)) {
          case "NoSuchEntity" ->
              new Problem.Missing(
                  "no-such-entity", what + " not found in IAM" + said, "check the name");
          case "EntityAlreadyExists" ->
              new Problem.Refused(
                  "already-exists", what + " exists already" + said, "run the command again");
          case "LimitExceeded" ->
              new Problem.Refused(
                  "limit-exceeded",
                  "an account quota prevents iam:" + action + " for " + what + said,
                  "request a higher quota; to see it, run: aws iam get-account-summary");
          case "MalformedPolicyDocument" ->
              new Problem.Refused(
                  "malformed-policy-document",
                  "IAM rejected the policy document of " + what + said,
                  "");
          case "ConcurrentModification" ->
              new Problem.Unreachable(
                  "concurrent-modification",
                  "another process changed " + what + " at the same time",
                  "run the command again");
          case "UnmodifiableEntity" ->
              new Problem.Refused(
                  "unmodifiable",
                  what + " belongs to an AWS service, and only that service may change it" + said,
                  "");
          case "OpenIdIdpCommunicationError" ->
              new Problem.Unreachable(
                  "issuer-unreachable-from-aws",
                  "AWS cannot fetch the issuer's documents for " + what + said,
                  "make the issuer respond on the public internet on port 443 within 5 s");
          default -> null;
        });
  }
}
