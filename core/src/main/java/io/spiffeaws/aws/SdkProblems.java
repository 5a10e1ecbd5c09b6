package io.spiffeaws.aws;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkException;

/// Says in the user's words what every AWS service has in common when it fails. What only one
/// service knows (no such role, wrong audience) its own adapter says first.
public final class SdkProblems {
  private static final Set<String> THROTTLED =
      Set.of(
          "Throttling", "ThrottlingException", "RequestLimitExceeded", "TooManyRequestsException");
  private static final Set<String> BAD_CREDENTIALS =
      Set.of(
          "InvalidClientTokenId",
          "SignatureDoesNotMatch",
          "InvalidAccessKeyId",
          "AuthFailure",
          "UnrecognizedClientException");
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

  private SdkProblems() {}

  /// @param service as people write it: `IAM`, `STS`, `S3`
  /// @param action the IAM action that the call needs, `iam:GetRole`
  public static ProblemException translate(String service, String action, SdkException e) {
    return new ProblemException(
        e instanceof AwsServiceException refused
            ? ofAnswer(service, action, refused)
            : ofNoAnswer(service, e),
        e);
  }

  /// The service's own code of the error, `AccessDenied`; the HTTP status where it gave none.
  public static String code(AwsServiceException e) {
    var details = e.awsErrorDetails();
    var code = details == null ? null : details.errorCode();
    return code == null || code.isEmpty() ? "HTTP " + e.statusCode() : code;
  }

  /// The service's own words, on one line and at most 300 characters; empty where it gave none.
  public static String words(AwsServiceException e) {
    var details = e.awsErrorDetails();
    var message = details == null ? null : details.errorMessage();
    var line = message == null ? "" : message.strip().replaceAll("\\s+", " ");
    return line.length() > 300 ? line.substring(0, 300) + "..." : line;
  }

  private static Problem ofAnswer(String service, String action, AwsServiceException e) {
    var code = code(e);
    if (THROTTLED.contains(code) || e.statusCode() == 429 || e.isThrottlingException()) {
      return new Problem.Unreachable(
          "throttled", service + " is throttling calls of " + action, "try again in a moment");
    }
    if (e.statusCode() >= 500) {
      return new Problem.Unreachable(
          "service-failed",
          service + " answered HTTP " + e.statusCode() + " to " + action,
          "try again; the failure is on the service's side");
    }
    if (BAD_CREDENTIALS.contains(code) || EXPIRED.contains(code)) {
      return new Problem.Refused(
          "bad-aws-credentials",
          service
              + " does not accept the AWS credentials that "
              + action
              + " was signed with ("
              + code
              + ")",
          "see who you are with: aws sts get-caller-identity");
    }
    if (e.statusCode() == 403) {
      return new Problem.Refused(
          "access-denied",
          "AWS denied " + action + detail(e),
          "let the caller do " + action + ", or use --profile of one who may");
    }
    return new Problem.Refused(
        code.replaceAll("([a-z])([A-Z])", "$1-$2").replace(' ', '-').toLowerCase(Locale.ROOT),
        service + " refused " + action + " with " + code + detail(e),
        "");
  }

  private static String detail(AwsServiceException e) {
    return words(e).isEmpty() ? "" : ": " + words(e);
  }

  private static Problem ofNoAnswer(String service, SdkException e) {
    if (e instanceof ApiCallTimeoutException || e instanceof ApiCallAttemptTimeoutException) {
      return timedOut(service);
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      var problem = ofCause(service, cause);
      if (problem != null) {
        return problem;
      }
    }
    if (String.valueOf(e.getMessage()).contains("Unable to load credentials")) {
      return new Problem.Refused(
          "no-aws-credentials",
          "there are no AWS credentials to call " + service + " with",
          "set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or use --profile");
    }
    return new Problem.Unreachable(
        "no-usable-answer",
        service + " gave no answer that could be read",
        "check the endpoint (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_"
            + service
            + ") and any proxy between");
  }

  private static @Nullable Problem ofCause(String service, Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ ->
          new Problem.Unreachable(
              "unknown-host",
              "the host name of " + service + " cannot be resolved",
              "check the region, AWS_ENDPOINT_URL and the network");
      case ConnectException _ ->
          new Problem.Unreachable(
              "connection-refused",
              service + " refused the connection",
              "check the endpoint and that the service is up");
      case SocketTimeoutException _ -> timedOut(service);
      case SSLException _ ->
          new Problem.Unreachable(
              "tls-failed",
              "the TLS connection to "
                  + service
                  + " failed: its certificate is not trusted, or it speaks no TLS",
              "name the CA with AWS_CA_BUNDLE if it is a private one");
      default -> null;
    };
  }

  private static Problem timedOut(String service) {
    return new Problem.Unreachable(
        "timed-out",
        service + " did not answer in time",
        "try again, or give it longer with --timeout");
  }
}
