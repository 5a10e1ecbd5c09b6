package io.spiffeaws.aws;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.Objects;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// [ServiceProblems], from what the SDK throws.
public final class SdkProblems {
  private static final Set<String> NOT_OFFERED =
      Set.of("InvalidAction", "MethodNotAllowed", "NotImplemented", "UnknownOperationException");

  private SdkProblems() {}

  /// @param service as people write it: `IAM`, `STS`, `S3`
  /// @param action the IAM action that the call needs, `iam:GetRole`
  public static ProblemException translate(String service, String action, SdkException e) {
    return new ProblemException(
        e instanceof AwsServiceException refused
            ? ServiceProblems.ofAnswer(service, action, refusal(refused))
            : ofNoAnswer(service, e),
        e);
  }

  /// What the service answered.
  public static ServiceRefusal refusal(AwsServiceException e) {
    var details = e.awsErrorDetails();
    return new ServiceRefusal(
        e.statusCode(),
        details == null ? "" : Objects.requireNonNullElse(details.errorCode(), ""),
        details == null ? "" : Objects.requireNonNullElse(details.errorMessage(), ""));
  }

  /// The service's own code of the error, `AccessDenied`; the HTTP status where it gave none.
  public static String code(AwsServiceException e) {
    return refusal(e).code();
  }

  /// The service's own words, on one line and at most 300 characters; empty where it gave none.
  public static String words(AwsServiceException e) {
    return refusal(e).words();
  }

  /// Whether the service has no such call. AWS has a code for it; other servers that speak its
  /// protocol answer as to a method that they do not know.
  public static boolean isNotOffered(AwsServiceException e) {
    return e.statusCode() == 405 || e.statusCode() == 501 || NOT_OFFERED.contains(code(e));
  }

  private static Problem ofNoAnswer(String service, SdkException e) {
    var host = "";
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case ProblemException ofOurs -> {
          return ofOurs.problem();
        }
        case UnansweredHost from -> host = from.host();
        case ApiCallTimeoutException _, ApiCallAttemptTimeoutException _ -> {
          return ServiceProblems.timedOut(service, host);
        }
        default -> {}
      }
    }
    return ServiceProblems.ofNoAnswer(service, host, e);
  }
}
