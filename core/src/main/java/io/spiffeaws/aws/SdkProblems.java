package io.spiffeaws.aws;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// Translates exceptions of the SDK to problems, with [ServiceProblems].
public final class SdkProblems {
  private static final Set<String> NOT_OFFERED =
      Set.of("InvalidAction", "MethodNotAllowed", "NotImplemented", "UnknownOperationException");

  private SdkProblems() {}

  /// Translates an exception.
  ///
  /// @param service the name in messages: `IAM`, `STS`, `S3`
  /// @param action the IAM action that the call requires, `iam:GetRole`
  public static ProblemException translate(String service, String action, SdkException e) {
    return new ProblemException(
        e instanceof AwsServiceException refused
            ? ofAnswer(service, action, refused)
            : ofNoAnswer(service, e),
        e);
  }

  private static Problem ofAnswer(String service, String action, AwsServiceException refused) {
    var refusal = refusal(refused);
    return added(refused, SignedRequest.class)
        .flatMap(request -> request.otherRegion(service, action, refusal))
        .orElseGet(() ->
            ServiceProblems.ofAnswer(
                service,
                action,
                refusal,
                added(refused, RejectedKeys.class)
                    .map(RejectedKeys::origin)
                    .orElse(KeyOrigin.UNKNOWN)));
  }

  /// What the interceptors of a call added to its exception.
  private static <T> Optional<T> added(AwsServiceException e, Class<T> type) {
    return Arrays.stream(e.getSuppressed()).filter(type::isInstance).map(type::cast).findFirst();
  }

  /// Returns the service's error response.
  public static ServiceError refusal(AwsServiceException e) {
    var details = e.awsErrorDetails();
    return new ServiceError(
        e.statusCode(),
        details == null ? "" : Objects.requireNonNullElse(details.errorCode(), ""),
        details == null ? "" : Objects.requireNonNullElse(details.errorMessage(), ""));
  }

  /// Returns the service's error code, `AccessDenied`; the HTTP status if there is none.
  public static String code(AwsServiceException e) {
    return refusal(e).code();
  }

  /// Returns the service's error message, on one line and at most 300 characters; empty if there is
  /// none.
  public static String words(AwsServiceException e) {
    return refusal(e).words();
  }

  /// Whether the service does not support the call. AWS has a code for it; other servers of its
  /// protocol respond as to an unknown method.
  public static boolean isNotOffered(AwsServiceException e) {
    return e.statusCode() == 405 || e.statusCode() == 501 || NOT_OFFERED.contains(code(e));
  }

  private static Problem ofNoAnswer(String service, SdkException e) {
    var host = CalledHost.UNKNOWN;
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ProblemException ofOurs -> {
          return ofOurs.problem();
        }
        case UnansweredHost from -> host = from.host();
        case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ -> {
          return ServiceProblems.timedOut(service, host.name());
        }
        default -> {}
      }
    }
    return ServiceProblems.ofNoAnswer(service, host, e);
  }
}
