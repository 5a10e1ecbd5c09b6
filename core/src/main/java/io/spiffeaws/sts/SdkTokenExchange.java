package io.spiffeaws.sts;

import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.credentials.SessionCredentials;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityRequest;

/// STS by the AWS SDK: unsigned, the token in the body of a POST.
public final class SdkTokenExchange implements TokenExchange {
  private final Supplier<StsClient> clients;

  public SdkTokenExchange(SdkClients clients) {
    this.clients = clients::anonymousSts;
  }

  @Override
  public SessionCredentials exchange(ExchangeRequest request) {
    try (var sts = clients.get()) {
      var answer = sts.assumeRoleWithWebIdentity(call(request));
      return SdkSessions.credentials(
          request.role(), request.sessionName(), answer.credentials(), answer.assumedRoleUser());
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
        .policyArns(SdkSessions.policyArns(request.policies()))
        .build();
  }
}
