package io.spiffeaws.fuzz;

import io.spiffeaws.aws.AwsTargets;
import io.spiffeaws.aws.operator.OperatorTargets;
import io.spiffeaws.chain.ChainTargets;
import io.spiffeaws.config.ConfigTargets;
import io.spiffeaws.credentials.cache.CacheTargets;
import io.spiffeaws.credentials.endpoint.EndpointTargets;
import io.spiffeaws.http.HttpTargets;
import io.spiffeaws.jwt.JwtTargets;
import io.spiffeaws.oidc.OidcTargets;
import io.spiffeaws.oidc.publish.PublishTargets;
import io.spiffeaws.profile.ProfileTargets;
import io.spiffeaws.spire.SpireTargets;
import io.spiffeaws.sts.StsTargets;
import io.spiffeaws.trust.subject.ProviderAudiences;
import io.spiffeaws.workload.WorkloadTargets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/// Every parser, and how one is run on mutated inputs.
public final class FuzzParsers {
  private static final Duration LONGEST = Duration.ofMinutes(10);

  private FuzzParsers() {}

  /// Every parser.
  public static List<Target> targets() {
    return Stream.of(
            AwsTargets.all(),
            HttpTargets.all(),
            CacheTargets.all(),
            ChainTargets.all(),
            ConfigTargets.all(),
            EndpointTargets.all(),
            JwtTargets.all(),
            OidcTargets.all(),
            OperatorTargets.all(),
            ProfileTargets.all(),
            PublishTargets.all(),
            SpireTargets.all(),
            StsTargets.all(),
            ProviderAudiences.all(),
            WorkloadTargets.all())
        .flatMap(List::stream)
        .toList();
  }

  /// Runs a parser in a thread of its own, so that one that hangs is a failure and not a hang.
  static FuzzRun run(Target target, int inputs, long seed) {
    var task = new FutureTask<>(() -> FuzzRun.of(target, inputs, seed));
    var thread = Thread.ofPlatform().daemon().start(task);
    try {
      return task.get(LONGEST.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      throw new AssertionError(target.name() + " hangs at " + List.of(thread.getStackTrace()), e);
    } catch (ExecutionException e) {
      throw new AssertionError(target.name(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
