package io.spiffeaws.sts;

import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/// Converts session policies and credentials from and to the types of the SDK.
final class SdkSessions {
  private SdkSessions() {}

  /// The policy ARNs; null if there are none, because the SDK would send an empty list.
  static @Nullable List<PolicyDescriptorType> policyArns(SessionPolicies policies) {
    var arns = policies.policyArns();
    return arns.isEmpty()
        ? null
        : arns.stream().map(arn -> PolicyDescriptorType.builder().arn(arn).build()).toList();
  }

  static SessionCredentials credentials(
      RoleArn role, SessionName name, @Nullable Credentials given, @Nullable AssumedRoleUser user) {
    if (given == null
        || given.accessKeyId() == null
        || given.secretAccessKey() == null
        || given.sessionToken() == null
        || given.expiration() == null) {
      throw ProblemException.unreachable(
          "no-usable-answer",
          "STS sent no valid response",
          "check the endpoint (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS) and any proxy on the way");
    }
    return new SessionCredentials(
        given.accessKeyId(),
        Secret.of(given.secretAccessKey()),
        Secret.of(given.sessionToken()),
        given.expiration(),
        assumedRole(role, name, user),
        role.account());
  }

  /// The ARN that STS returned; if it is missing, the one that AWS would return.
  private static String assumedRole(
      RoleArn role, SessionName name, @Nullable AssumedRoleUser user) {
    return user != null && user.arn() != null
        ? user.arn()
        : "arn:%s:sts::%s:assumed-role/%s/%s"
            .formatted(role.partition(), role.account(), role.name(), name);
  }
}
