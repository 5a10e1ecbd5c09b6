package io.spiffeaws.rolesanywhere;

import io.spiffeaws.aws.ServiceError;
import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.TypedCommand;
import io.spiffeaws.time.DurationText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Translates the errors of CreateSession to problems. AWS documents the error codes, but not the
/// texts: those here are the ones that AWS is known to return.
final class CreateSessionProblems {
  /// The trust policy does not allow the identity, or the role does not exist.
  static final String NOT_AUTHORIZED = "not-authorized";

  /// Trust anchor, profile, role or session name, which the service does not distinguish.
  static final String DENIED = "roles-anywhere-denied";

  /// The service does not accept the certificate, or finds no path to the trust anchor.
  static final String NOT_TRUSTED = "svid-not-trusted";

  static final String NAME_NOT_ACCEPTED = "session-name-not-accepted";

  /// Problems that may end when a change has propagated.
  static final Set<String> PROPAGATING =
      Set.of(NOT_AUTHORIZED, DENIED, NOT_TRUSTED, "no-such-anchor-or-profile");

  /// Problems that a certificate may be the cause of.
  static final Set<String> VAGUE = Set.of(DENIED, NOT_TRUSTED, "request-refused");

  private static final Pattern SESSION_NAME = Pattern.compile("(role)? ?session ?name");

  private CreateSessionProblems() {}

  static Problem of(CreateSessionRequest request, ServiceError answer) {
    return (answer.status() < 500 && !ServiceProblems.isThrottling(answer)
            ? refusal(request, answer)
            : Optional.<Problem>empty())
        .orElseGet(() ->
            ServiceProblems.ofAnswer(
                HttpSessionCreation.SERVICE, "rolesanywhere:CreateSession", answer));
  }

  private static Optional<Problem> refusal(CreateSessionRequest request, ServiceError answer) {
    var text = answer.words().toLowerCase(Locale.ROOT);
    if (text.contains("maxsessionduration")) {
      return Optional.of(tooLong(request));
    }
    if (text.contains("unable to assume role")) {
      return Optional.of(notAuthorized(request));
    }
    if (text.contains("untrusted")) {
      return Optional.of(untrusted(request, answer));
    }
    if (SESSION_NAME.matcher(text).find()) {
      return Optional.of(nameNotAccepted(request));
    }
    if (text.contains("signature")) {
      return Optional.of(
          refused(
              "signature-rejected",
              "IAM Roles Anywhere rejected the signature of the request" + words(answer),
              "compare the clock of this machine with another one (date -u), and check that no proxy"
                  + " changes requests"));
    }
    return Optional.ofNullable(
        switch (answer.code()) {
          case "AccessDeniedException", "AccessDenied" -> denied(request, answer);
          case "ResourceNotFoundException" -> missing(request, answer);
          case "ValidationException" ->
              refused(
                  "request-refused", "IAM Roles Anywhere rejected the request" + words(answer), "");
          default -> null;
        });
  }

  private static Problem tooLong(CreateSessionRequest request) {
    return refused(
        "session-too-long",
        "role %s does not allow a session of %s"
            .formatted(request.role(), DurationText.print(request.duration())),
        TypedCommand.of(
            "specify a shorter --duration, or to allow it, run: aws iam update-role --role-name %s"
                + " --max-session-duration %s",
            request.role().name(), request.duration().toSeconds()));
  }

  private static Problem notAuthorized(CreateSessionRequest request) {
    return refused(
        NOT_AUTHORIZED,
        "IAM Roles Anywhere could not assume %s for %s: the trust policy does not allow it, or the role"
                .formatted(request.role(), request.svid().spiffeId())
            + " does not exist",
        TypedCommand.of(
            "to see the trust policy, run: spiffe-aws trust role show %s; it must allow"
                + " rolesanywhere.amazonaws.com to call sts:AssumeRole, sts:TagSession and"
                + " sts:SetSourceIdentity",
            request.role().name()));
  }

  private static Problem untrusted(CreateSessionRequest request, ServiceError answer) {
    return refused(
        NOT_TRUSTED,
        "IAM Roles Anywhere does not trust the X509-SVID of %s under %s%s"
            .formatted(request.svid().spiffeId(), request.target().anchor(), words(answer)),
        TypedCommand.of(
            "to see the CAs of the trust anchor, run: spiffe-aws trust anchor show %s\n"
                + "to give it those of the SPIRE server, run: spiffe-aws trust anchor sync %s",
            request.target().anchor(), request.target().anchor()));
  }

  private static Problem denied(CreateSessionRequest request, ServiceError answer) {
    return refused(
        DENIED,
        "IAM Roles Anywhere denied CreateSession for %s on %s%s"
            .formatted(request.svid().spiffeId(), request.role(), words(answer)),
        TypedCommand.of(
            "to check that the profile is enabled and lists the role, run: spiffe-aws trust profile"
                + " show %s",
            request.target().profile()));
  }

  private static Problem missing(CreateSessionRequest request, ServiceError answer) {
    return new Problem.Missing(
        "no-such-anchor-or-profile",
        "IAM Roles Anywhere does not find %s or %s%s"
            .formatted(request.target().anchor(), request.target().profile(), words(answer)),
        TypedCommand.of(
            "to list the trust anchors, run: spiffe-aws trust anchor list --region %s",
            request.target().region()));
  }

  /// The profile does not accept the name of the request.
  static Problem nameNotAccepted(CreateSessionRequest request) {
    return refused(
        NAME_NOT_ACCEPTED,
        "profile %s does not accept session names (acceptRoleSessionName)"
            .formatted(request.target().profile()),
        TypedCommand.of(
            "omit --session-name and AWS_ROLE_SESSION_NAME, or to allow it, run: spiffe-aws trust"
                + " profile create %s --role %s --accept-session-name",
            request.target().profile(), request.role().name()));
  }

  private static String words(ServiceError answer) {
    var words = answer.words();
    return words.isEmpty() ? "" : ": " + words.replaceFirst("\\.$", "");
  }

  private static Problem refused(String code, String message, String hint) {
    return new Problem.Refused(code, message, hint);
  }
}
