package io.spiffeaws.aws;

import io.spiffeaws.http.ProxyProblems;
import io.spiffeaws.problem.ProblemException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/// Rejects a call to an endpoint that the settings do not allow, and adds the host or proxy to a
/// failed connection. The SDK also searches for endpoints elsewhere (profiles, system properties),
/// and reads them by its own rules.
final class SdkEndpointCheck implements ExecutionInterceptor {
  private final AwsSettings settings;
  private final String service;

  SdkEndpointCheck(AwsSettings settings, String service) {
    this.settings = settings;
    this.service = service;
  }

  @Override
  public void beforeTransmission(
      Context.BeforeTransmission context, ExecutionAttributes attributes) {
    var to = context.httpRequest();
    settings.checkEndpoint(to.getUri().resolve("/"));
  }

  /// Changes no other failure: the SDK recognizes its own timeout by the exception type.
  @Override
  public Throwable modifyException(
      Context.FailedExecution context, ExecutionAttributes attributes) {
    var failure = context.exception();
    if (context.httpRequest().isEmpty() || failure instanceof AwsServiceException) {
      return failure;
    }
    var to = context.httpRequest().get().getUri();
    var problem = settings.proxies().to(to).flatMap(proxy -> ProxyProblems.of(proxy, to, failure));
    if (problem.isPresent()) {
      return SdkClientException.create(
          problem.get().message(), new ProblemException(problem.get(), failure));
    }
    return notReached(failure)
        ? SdkClientException.create(
            failure.getMessage(), new UnansweredHost(settings.called(service, to), failure))
        : failure;
  }

  private static boolean notReached(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof ConnectException
          || cause instanceof UnknownHostException
          || cause instanceof SSLException) {
        return true;
      }
    }
    return false;
  }
}
