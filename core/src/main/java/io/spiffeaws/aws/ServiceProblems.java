package io.spiffeaws.aws;

import io.spiffeaws.problem.Problem;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Explains failures that all AWS services have in common, for any client. Failures of one service
/// (no such role, wrong audience) are explained by its own adapter first.
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
          "InvalidSignatureException",
          "InvalidAccessKeyId",
          "AuthFailure",
          "UnrecognizedClientException");
  private static final Set<String> EXPIRED =
      Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired");

  private ServiceProblems() {}

  /// Explains an error response.
  ///
  /// @param service the name in messages: `IAM`, `STS`, `S3`
  /// @param action the IAM action that the call requires, `iam:GetRole`
  public static Problem ofAnswer(String service, String action, ServiceError refusal) {
    return ofAnswer(service, action, refusal, KeyOrigin.UNKNOWN);
  }

  /// Explains an error response to a call that was signed with credentials.
  ///
  /// @param keys where the credentials come from
  static Problem ofAnswer(String service, String action, ServiceError refusal, KeyOrigin keys) {
    var code = refusal.code();
    if (isThrottling(refusal)) {
      return new Problem.Unreachable(
          "throttled", service + " is throttling calls of " + action, "try again later");
    }
    if (refusal.status() >= 500) {
      return new Problem.Unreachable(
          "service-failed",
          service + " answered HTTP " + refusal.status() + " to " + action,
          refusal.coded()
              ? "try again; the failure is on the service's side"
              : "try again; if it fails again, " + endpointHint(service));
    }
    if (!refusal.coded()) {
      return new Problem.Unreachable(
          "not-aws",
          "the server that answered HTTP %d to %s is not %s: its response has no AWS error code"
              .formatted(refusal.status(), action, service),
          endpointHint(service));
    }
    if (BAD_CREDENTIALS.contains(code) || EXPIRED.contains(code)) {
      return new Problem.Refused(
          "bad-aws-credentials",
          "%s rejected %s for %s (%s)".formatted(service, keys.text(), action, code),
          keys.fix());
    }
    if (refusal.status() == 403) {
      return new Problem.Refused(
          "access-denied",
          "AWS denied " + action + detail(refusal),
          "allow the caller " + action + ", or specify a --profile with this permission");
    }
    return new Problem.Refused(
        code.replaceAll("([a-z])([A-Z])", "$1-$2").replace(' ', '-').toLowerCase(Locale.ROOT),
        service + " rejected " + action + " with " + code + detail(refusal),
        "");
  }

  private static String detail(ServiceError refusal) {
    return refusal.words().isEmpty() ? "" : ": " + refusal.words();
  }

  /// Whether the service rejected the call because there are too many calls.
  public static boolean isThrottling(ServiceError refusal) {
    return refusal.status() == 429 || THROTTLED.contains(refusal.code());
  }

  /// Explains a missing or unreadable response.
  ///
  /// @param host the host that was called
  /// @param failure the exception; the first known exception in its causes decides
  public static Problem ofNoAnswer(String service, CalledHost host, Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      var problem = ofCause(service, host, cause);
      if (problem != null) {
        return problem;
      }
    }
    return unusable(service);
  }

  /// Explains a response that is not the service's.
  public static Problem unusable(String service) {
    return new Problem.Unreachable(
        "no-usable-answer", service + " sent no valid response", endpointHint(service));
  }

  private static String endpointHint(String service) {
    return "check the endpoint (AWS_ENDPOINT_URL, %s) and any proxy on the way"
        .formatted(
            switch (service) {
              case "IAM Identity Center" -> "AWS_ENDPOINT_URL_SSO, AWS_ENDPOINT_URL_SSO_OIDC";
              case "AWS Sign-In" -> "AWS_ENDPOINT_URL_SIGNIN";
              case "IAM Roles Anywhere" -> "AWS_ENDPOINT_URL_ROLESANYWHERE";
              default -> "AWS_ENDPOINT_URL_" + service.toUpperCase(Locale.ROOT);
            });
  }

  /// Returns the name of a host for messages, with the port if it is not 443. Never includes the
  /// rest of the address, which may contain a password.
  public static String host(URI endpoint) {
    var usual = endpoint.getPort() < 0 || endpoint.getPort() == 443;
    return endpoint.getHost() + (usual ? "" : ":" + endpoint.getPort());
  }

  private static @Nullable Problem ofCause(String service, CalledHost host, Throwable cause) {
    return switch (cause) {
      case UnknownHostException _ ->
          new Problem.Unreachable(
              "unknown-host",
              "the host name of " + host.of(service) + " cannot be resolved",
              host.setting()
                  .map(setting -> "correct " + setting + ", or check the network")
                  .orElse("check the region, AWS_ENDPOINT_URL and the network"));
      case ConnectException _ ->
          new Problem.Unreachable(
              "connection-refused",
              host.of(service) + " refused the connection",
              host.setting()
                  .map(setting -> "correct " + setting + ", or start the service at this address")
                  .orElse("check the endpoint and that the service is running"));
      case SocketTimeoutException _ -> timedOut(service, host.name());
      case SSLException e -> new TlsProblems(service, host).of(e);
      default -> null;
    };
  }

  /// Explains a call that exceeded its timeout.
  public static Problem timedOut(String service, String host) {
    return new Problem.Unreachable(
        "timed-out",
        new CalledHost(host, Optional.empty()).of(service) + " did not respond in time",
        "try again, or increase --timeout");
  }
}
