package io.spiffeaws.sts;

import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/// [RoleAssumption] with the AWS SDK. The request is signed with the existing session.
public final class SdkRoleAssumption implements RoleAssumption {
  private final SdkClients clients;

  public SdkRoleAssumption(SdkClients clients) {
    this.clients = clients;
  }

  @Override
  public SessionCredentials assume(AssumeRequest request) {
    try (var sts = client(request.session())) {
      var answer =
          sts.assumeRole(call ->
              call.roleArn(request.role().toString())
                  .roleSessionName(request.sessionName().text())
                  .durationSeconds((int) request.duration().toSeconds())
                  .policy(request.policies().sessionPolicy().orElse(null))
                  .policyArns(SdkSessions.policyArns(request.policies())));
      return SdkSessions.credentials(
          request.role(), request.sessionName(), answer.credentials(), answer.assumedRoleUser());
    } catch (SdkException e) {
      throw translated(request, e);
    }
  }

  private StsClient client(SessionCredentials session) {
    return clients.sts(session.accessKeyId(), session.secretAccessKey(), session.sessionToken());
  }

  private static ProblemException translated(AssumeRequest request, SdkException e) {
    var known =
        e instanceof AwsServiceException refused && refused.statusCode() < 500
            ? refusal(request, refused)
            : Optional.<Problem>empty();
    return known
        .map(problem -> new ProblemException(problem, e))
        .orElseGet(() -> SdkProblems.translate("STS", "sts:AssumeRole", e));
  }

  private static Optional<Problem> refusal(AssumeRequest request, AwsServiceException e) {
    return switch (SdkProblems.code(e)) {
      case "AccessDenied", "AccessDeniedException" -> Optional.of(notAuthorized(request));
      case "ValidationError" ->
          Optional.of(
              new Problem.Refused(
                  "request-refused",
                  "STS rejected AssumeRole on %s: %s"
                      .formatted(request.role(), SessionProblems.plain(SdkProblems.words(e))),
                  ""));
      default -> SessionProblems.of(SdkProblems.refusal(e));
    };
  }

  /// The problem of a denial. STS returns the same error for each of the three causes.
  private static Problem notAuthorized(AssumeRequest request) {
    return new Problem.Refused(
        NOT_AUTHORIZED,
        ("STS denied AssumeRole for the session %s on %s: its trust policy does not allow the"
                + " session's role, the session has no permission for sts:AssumeRole on it, or the"
                + " role does not exist")
            .formatted(request.session().assumedRoleArn(), request.role()),
        "allow sts:AssumeRole for the previous role in the chain, both in the trust policy of %s"
                .formatted(request.role().name())
            + " and in the previous role's own policies");
  }
}
