package io.spiffeaws.aws.operator;

import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.ExpiringKeys;
import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.aws.operator.CredentialSource.ProfileRole;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/// [RoleSessions] through the AWS SDK.
final class SdkRoleSessions implements RoleSessions {
  /// Words of STS's messages, and the settings of a profile that they are about.
  private static final Map<String, String> PARAMETERS =
      Map.of(
          "'durationSeconds'", "duration_seconds",
          "DurationSeconds exceeds", "duration_seconds",
          "'roleSessionName'", "role_session_name",
          "'externalId'", "external_id",
          "'serialNumber'", "mfa_serial",
          "'roleArn'", "role_arn",
          "ARN is invalid", "role_arn");

  private final SdkClients clients;

  SdkRoleSessions(SdkClients clients) {
    this.clients = clients;
  }

  @Override
  public ExpiringKeys assume(
      ProfileRole role, ExpiringKeys by, String sessionName, Optional<String> mfaCode) {
    try (var sts = clients.sts(by)) {
      var answer =
          sts.assumeRole(request ->
              request
                  .roleArn(role.arn().toString())
                  .roleSessionName(sessionName)
                  .externalId(role.externalId().orElse(null))
                  .durationSeconds(
                      role.duration().map(length -> (int) length.toSeconds()).orElse(null))
                  .serialNumber(role.mfaSerial().filter(_ -> mfaCode.isPresent()).orElse(null))
                  .tokenCode(mfaCode.orElse(null)));
      var keys = answer.credentials();
      return new ExpiringKeys(
          new AwsKeys(
              keys.accessKeyId(),
              Secret.of(keys.secretAccessKey()),
              Optional.of(Secret.of(keys.sessionToken()))),
          Optional.of(keys.expiration()));
    } catch (SdkException e) {
      throw translated(role, e);
    }
  }

  private static String hint(ProfileRole role, String message) {
    if (message.startsWith("MultiFactorAuthentication failed")) {
      return "check the MFA code, and mfa_serial of the profile";
    }
    return "check role_arn of the profile, that the role trusts the profile that assumes it, and"
        + " whether it requires "
        + (role.mfaSerial().isPresent() ? "external_id" : "mfa_serial or external_id");
  }

  private static ProblemException translated(ProfileRole role, SdkException e) {
    if (e instanceof AwsServiceException refused
        && SdkProblems.code(refused).startsWith("AccessDenied")) {
      return ProblemException.refused(
          "profile-role-denied",
          "STS denied the role %s of the AWS profile \"%s\": %s"
              .formatted(role.arn(), role.profile(), SdkProblems.words(refused)),
          hint(role, SdkProblems.words(refused)));
    }
    var problem = SdkProblems.translate("STS", "sts:AssumeRole", e);
    return problem.problem().code().equals("validation-error")
        ? BrokenProfile.of(
            role.profile(),
            problem,
            "correct %s of the profile".formatted(settings(problem.problem().message())))
        : problem;
  }

  /// Returns the settings of the parameters that STS names.
  private static String settings(String message) {
    var named =
        PARAMETERS.entrySet().stream()
            .filter(parameter -> message.contains(parameter.getKey()))
            .map(Map.Entry::getValue)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and "));
    return named.isEmpty() ? "role_arn, role_session_name, duration_seconds or mfa_serial" : named;
  }
}
