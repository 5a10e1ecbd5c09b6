package io.spiffeaws.chain;

import io.spiffeaws.aws.SdkProblems;
import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.StsException;

/// [CallerAccount] from STS, which accepts any valid credentials (STS, GetCallerIdentity).
public final class SdkCallerAccount implements CallerAccount {
  private static final Problem NOT_OFFERED =
      new Problem.Refused(
          CallerAccount.NOT_OFFERED,
          "this STS service does not offer GetCallerIdentity, so the account is unknown",
          "create the OIDC provider first, since its ARN names the account: spiffe-aws trust"
              + " provider create URL");

  private final StsClient sts;

  public SdkCallerAccount(StsClient sts) {
    this.sts = sts;
  }

  @Override
  public AwsAccount find() {
    try {
      var caller = sts.getCallerIdentity();
      if (caller.account() == null) {
        throw new ProblemException(ServiceProblems.unusable("STS"));
      }
      var arn = caller.arn() == null ? "" : caller.arn();
      return new AwsAccount(
          arn.startsWith("arn:") ? arn.split(":", 3)[1] : "aws", caller.account());
    } catch (StsException e) {
      throw SdkProblems.isNotOffered(e)
          ? new ProblemException(NOT_OFFERED, e)
          : SdkProblems.translate("STS", "sts:GetCallerIdentity", e);
    } catch (SdkException e) {
      throw SdkProblems.translate("STS", "sts:GetCallerIdentity", e);
    }
  }
}
