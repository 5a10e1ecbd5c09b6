package io.spiffeaws.aws;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Finds the operator's credentials before a call starts: the timeout of the call must not
/// interrupt a program that provides them, or a user who enters an MFA code. Adds their origin to a
/// response that may reject them.
final class SdkOperatorKeys implements ExecutionInterceptor {
  private final SdkOperatorProvider provider;

  SdkOperatorKeys(SdkOperatorProvider provider) {
    this.provider = provider;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    provider.renew();
  }

  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof AwsServiceException) {
      context.exception().addSuppressed(new RejectedKeys(provider.origin()));
    }
    return context.exception();
  }
}
