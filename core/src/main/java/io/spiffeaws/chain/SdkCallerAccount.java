package io.spiffeaws.chain;

import io.spiffeaws.aws.SdkProblems;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/// [CallerAccount] by STS, which answers whoever has credentials (STS, GetCallerIdentity).
public final class SdkCallerAccount implements CallerAccount {
  private final StsClient sts;

  public SdkCallerAccount(StsClient sts) {
    this.sts = sts;
  }

  @Override
  public AwsAccount find() {
    try {
      var caller = sts.getCallerIdentity();
      var arn = caller.arn() == null ? "" : caller.arn();
      return new AwsAccount(
          arn.startsWith("arn:") ? arn.split(":", 3)[1] : "aws", caller.account());
    } catch (SdkException e) {
      throw SdkProblems.translate("STS", "sts:GetCallerIdentity", e);
    }
  }
}
