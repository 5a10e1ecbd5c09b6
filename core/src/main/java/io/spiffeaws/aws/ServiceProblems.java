package io.spiffeaws.aws;

import io.spiffeaws.problem.Problem;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Says in the user's words what every AWS service has in common when it fails, whatever called it.
/// What only one service knows (no such role, wrong audience) its own adapter says first.
public final class ServiceProblems {
  private static final Set<String> THROTTLED =
      Set.of(
          "Throttling",
          "ThrottlingException",
          "ThrottledException",
          "RequestThrottled",
          "RequestThrottledException",
          "RequestLimitExceeded",
          "SlowDown",
          "TooManyRequestsException");
  private static final Set<String> BAD_CREDENTIALS =
      Set.of(
          "InvalidClientTokenId",
          "SignatureDoesNotMatch",
          "InvalidAccessKeyId",
          "AuthFailure",
          "UnrecognizedClientException");
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

  private ServiceProblems() {}

  /// What an answer that is no success means.
  ///
  /// @param service as people write it: `IAM`, `STS`, `S3`
  /// @param action the IAM action that the call needs, `iam:GetRole`
  public static Problem ofAnswer(String service, String action, ServiceRefusal refusal) {
    var code = refusal.code();
    if (isThrottling(refusal)) {
      return new Problem.Unreachable(
          "throttled", service + " is throttling calls of " + action, "try again in a moment");
    }
    if (refusal.status() >= 500) {
      return new Problem.Unreachable(
          "service-failed",
          service + " answered HTTP " + refusal.status() + " to " + action,
          "try again; the failure is on the service's side");
    }
    if (!refusal.coded()) {
      return new Problem.Unreachable(
          "not-aws",
          "what answered HTTP %d to %s is not %s: it gave no AWS error code"
              .formatted(refusal.status(), action, service),
          endpointHint(service));
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
    if (refusal.status() == 403) {
      return new Problem.Refused(
          "access-denied",
          "AWS denied " + action + detail(refusal),
          "let the caller do " + action + ", or use --profile of one who may");
    }
    return new Problem.Refused(
        code.replaceAll("([a-z])([A-Z])", "$1-$2").replace(' ', '-').toLowerCase(Locale.ROOT),
        service + " refused " + action + " with " + code + detail(refusal),
        "");
  }

  private static String detail(ServiceRefusal refusal) {
    return refusal.words().isEmpty() ? "" : ": " + refusal.words();
  }

  /// Whether the service wants fewer calls, not other ones.
  public static boolean isThrottling(ServiceRefusal refusal) {
    return refusal.status() == 429 || THROTTLED.contains(refusal.code());
  }

  /// What it means that there was no answer, or none that could be read.
  ///
  /// @param host that was called, see [#host]; empty where it is not known
  /// @param failure and its causes, of which the first that is known decides
  public static Problem ofNoAnswer(String service, String host, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      var problem = ofCause(service, host, cause);
      if (problem != null) {
        return problem;
      }
    }
    return unusable(service);
  }

  /// An answer that is not the service's.
  public static Problem unusable(String service) {
    return new Problem.Unreachable(
        "no-usable-answer", service + " gave no answer that could be read", endpointHint(service));
  }

  private static String endpointHint(String service) {
    return "check the endpoint (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_"
        + service
        + ") and any proxy between";
  }

  /// How a host is told: its name, and the port where that is not the usual one. Never more of the
  /// address, which may hold a password.
  public static String host(URI endpoint) {
    var usual = endpoint.getPort() < 0 || endpoint.getPort() == 443;
    return endpoint.getHost() + (usual ? "" : ":" + endpoint.getPort());
  }

  private static String at(String service, String host) {
    return host.isEmpty() ? service : service + " at " + host;
  }

  private static @Nullable Problem ofCause(String service, String host, Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ ->
          new Problem.Unreachable(
              "unknown-host",
              "the host name of " + at(service, host) + " cannot be resolved",
              "check the region, AWS_ENDPOINT_URL and the network");
      case ConnectException _ ->
          new Problem.Unreachable(
              "connection-refused",
              at(service, host) + " refused the connection",
              "check the endpoint and that the service is up");
      case SocketTimeoutException _ -> timedOut(service, host);
      case SSLException _ ->
          new Problem.Unreachable(
              "tls-failed",
              "the TLS connection to "
                  + at(service, host)
                  + " failed: its certificate is not trusted, or it speaks no TLS",
              "name the CA with AWS_CA_BUNDLE if it is a private one");
      default -> null;
    };
  }

  /// No answer within the time that a call may take.
  public static Problem timedOut(String service, String host) {
    return new Problem.Unreachable(
        "timed-out",
        at(service, host) + " did not answer in time",
        "try again, or give it longer with --timeout");
  }
}
