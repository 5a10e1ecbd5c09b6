package io.spiffeaws.sandbox.aws.identity;

import io.spiffeaws.sandbox.aws.policy.RequestContext;
import io.spiffeaws.sandbox.aws.wire.AwsRequest;
import java.time.Clock;

/// The condition keys that are present in every request.
public final class GlobalConditionKeys {
  private GlobalConditionKeys() {}

  public static RequestContext of(AwsRequest request, Clock clock) {
    var now = clock.instant();
    var context =
        RequestContext.empty()
            .with("aws:SourceIp", request.from().getHostAddress())
            .with("aws:SecureTransport", "true")
            .with("aws:CurrentTime", now.toString())
            .with("aws:EpochTime", Long.toString(now.getEpochSecond()));
    return request
        .header("user-agent")
        .map(agent -> context.with("aws:UserAgent", agent))
        .orElse(context);
  }
}
