package io.spiffeaws.aws;

import io.spiffeaws.call.CallLog;
import java.time.Duration;
import software.amazon.awssdk.awscore.AwsExecutionAttribute;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.core.interceptor.SdkExecutionAttribute;

/// Reports each call to a [CallLog]: name, time, code of the response. Never reports what was sent
/// or received. Adds region and host of a rejected call to its exception.
final class SdkCallInterceptor implements ExecutionInterceptor {
  private static final ExecutionAttribute<Long> STARTED = new ExecutionAttribute<>("started");

  private final String service;
  private final CallLog calls;

  SdkCallInterceptor(String service, CallLog calls) {
    this.service = service;
    this.calls = calls;
  }

  @Override
  public void beforeExecution(Context.BeforeExecution context, ExecutionAttributes attributes) {
    attributes.putAttribute(STARTED, System.nanoTime());
  }

  @Override
  public void afterExecution(Context.AfterExecution context, ExecutionAttributes attributes) {
    called(attributes, Integer.toString(context.httpResponse().statusCode()));
  }

  @Override
  public void onExecutionFailure(Context.FailedExecution context, ExecutionAttributes attributes) {
    called(
        attributes,
        context.exception() instanceof AwsServiceException refused
            ? refused.statusCode() + " " + SdkProblems.code(refused)
            : "no answer");
  }

  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    if (context.exception() instanceof AwsServiceException) {
      var region = attributes.getAttribute(AwsExecutionAttribute.AWS_REGION);
      context
          .httpRequest()
          .ifPresent(sent ->
              context
                  .exception()
                  .addSuppressed(
                      new SignedRequest(
                          region == null ? "" : region.id(), ServiceProblems.host(sent.getUri()))));
    }
    return context.exception();
  }

  private void called(ExecutionAttributes attributes, String answer) {
    var started = attributes.getAttribute(STARTED);
    var took = Duration.ofNanos(started == null ? 0 : System.nanoTime() - started);
    calls.called(
        service, attributes.getAttribute(SdkExecutionAttribute.OPERATION_NAME), took, answer);
  }
}
