package io.spiffeaws.sts;

import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;
import software.amazon.awssdk.services.sts.model.PolicyDescriptorType;

/// STS by the AWS SDK: unsigned, the token in the body of a POST.
public final class SdkTokenExchange implements TokenExchange {
  private final Supplier<StsClient> clients;

  public SdkTokenExchange(SdkClients clients) {
    this.clients = clients::anonymousSts;
  }

  @Override
  public SessionCredentials exchange(ExchangeRequest request) {
    try (var sts = clients.get()) {
      return credentials(request, sts.assumeRoleWithWebIdentity(call(request)));
    } catch (SdkException e) {
      throw SdkExchangeProblems.translate(request, e);
    }
  }

  private static AssumeRoleWithWebIdentityRequest call(ExchangeRequest request) {
    return AssumeRoleWithWebIdentityRequest.builder()
        .roleArn(request.role().toString())
        .roleSessionName(request.sessionName().text())
        .webIdentityToken(request.token().text().reveal())
        .durationSeconds((int) request.duration().toSeconds())
        .policy(request.policies().sessionPolicy().orElse(null))
        .policyArns(policyArns(request))
        .build();
  }

  /// Null where there are none: an empty list is sent as one.
  private static @Nullable List<PolicyDescriptorType> policyArns(ExchangeRequest request) {
    var arns = request.policies().policyArns();
    return arns.isEmpty()
        ? null
        : arns.stream().map(arn -> PolicyDescriptorType.builder().arn(arn).build()).toList();
  }

  private static SessionCredentials credentials(
      ExchangeRequest request, AssumeRoleWithWebIdentityResponse response) {
    var given = response.credentials();
    if (given == null
        || given.accessKeyId() == null
        || given.secretAccessKey() == null
        || given.sessionToken() == null
        || given.expiration() == null) {
      throw ProblemException.unreachable(
          "no-usable-answer",
          "STS gave no answer that could be read",
          "check the endpoint (AWS_ENDPOINT_URL, AWS_ENDPOINT_URL_STS) and any proxy between");
    }
    return new SessionCredentials(
        given.accessKeyId(),
        Secret.of(given.secretAccessKey()),
        Secret.of(given.sessionToken()),
        given.expiration(),
        assumedRole(request, response.assumedRoleUser()),
        request.role().account());
  }

  /// What STS says, or where it does not say, what AWS would have said.
  private static String assumedRole(ExchangeRequest request, @Nullable AssumedRoleUser user) {
    return user != null && user.arn() != null
        ? user.arn()
        : "arn:%s:sts::%s:assumed-role/%s/%s"
            .formatted(
                request.role().partition(),
                request.role().account(),
                request.role().name(),
                request.sessionName());
  }
}
