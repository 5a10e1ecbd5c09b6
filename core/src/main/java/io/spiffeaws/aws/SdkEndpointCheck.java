package io.spiffeaws.aws;

import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Refuses a call to an endpoint that the settings would not take, and tells of a call that came to
/// nothing where it went. The SDK looks for endpoints in places of its own (profiles, system
/// properties), and reads them by its own rules.
final class SdkEndpointCheck implements ExecutionInterceptor {
  private final AwsSettings settings;

  SdkEndpointCheck(AwsSettings settings) {
    this.settings = settings;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    var to = context.httpRequest();
    settings.checkEndpoint(to.getUri().resolve("/"));
  }

  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    var failure = context.exception();
    return failure instanceof SdkServiceException || context.httpRequest().isEmpty()
        ? failure
        : SdkClientException.create(
            failure.getMessage(), new NoAnswerFrom(context.httpRequest().get().getUri(), failure));
  }
}
