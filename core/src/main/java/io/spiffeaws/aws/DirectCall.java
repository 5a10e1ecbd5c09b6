package io.spiffeaws.aws;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.ProxyProblems;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.Sleeper;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/// Calls an operation of a service without the SDK, in a program that makes only this call
/// (docs/dev/decisions/0004). A call that the service throttled or failed is tried three times in
/// total, within one timeout. Thread-safe.
///
/// @param service the name in messages, `STS`
/// @param id the name in the call log, `sts`
/// @param operation `AssumeRoleWithWebIdentity`
/// @param settings the timeout and the proxies
public record DirectCall(
    String service, String id, String operation, AwsSettings settings, CallLog calls) {
  private static final Set<String> TRANSIENT =
      Set.of("throttled", "service-failed", "no-usable-answer");
  private static final int MAX_ATTEMPTS = 3;
  private static final Duration RETRY_DELAY = Duration.ofMillis(200);

  /// Waits for an answer.
  ///
  /// @param <A> the type of the answer
  public interface Pending<A> {
    /// @throws ExecutionException with the cause, if connecting or sending failed
    A await() throws TimeoutException, InterruptedException, ExecutionException;
  }

  /// Makes up to three attempts.
  ///
  /// @param attempt receives the time that is left, and throws a [ProblemException] if it fails
  public <T> T retried(Function<Duration, T> attempt, Sleeper sleeper) {
    var end = System.nanoTime() + settings.timeout().toNanos();
    for (var count = 1; ; count++) {
      try {
        return attempt.apply(Duration.ofNanos(end - System.nanoTime()));
      } catch (ProblemException e) {
        var wait = RETRY_DELAY.multipliedBy(count);
        if (count == MAX_ATTEMPTS
            || !TRANSIENT.contains(e.problem().code())
            || System.nanoTime() + wait.toNanos() > end) {
          throw e;
        }
        sleeper.sleep(wait);
      }
    }
  }

  /// Waits for the answer of one attempt, and records it in the call log.
  ///
  /// @param endpoint requested only if there is no answer
  /// @param status returns the HTTP status of an answer
  /// @throws ProblemException unreachable, if there is no answer
  public <A> A answer(Supplier<URI> endpoint, Pending<A> pending, ToIntFunction<A> status) {
    var started = System.nanoTime();
    var outcome = "no answer";
    try {
      var answer = pending.await();
      outcome = Integer.toString(status.applyAsInt(answer));
      return answer;
    } catch (TimeoutException e) {
      throw new ProblemException(
          ServiceProblems.timedOut(service, ServiceProblems.host(endpoint.get())), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unreachable(
          "interrupted", "interrupted while waiting for " + service, "");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ProblemException problem
          ? problem
          : new ProblemException(noAnswer(endpoint.get(), e), e);
    } finally {
      calls.called(id, operation, Duration.ofNanos(System.nanoTime() - started), outcome);
    }
  }

  private Problem noAnswer(URI endpoint, Throwable failure) {
    return settings
        .proxies()
        .to(endpoint)
        .flatMap(proxy -> ProxyProblems.of(proxy, endpoint, failure))
        .orElseGet(
            () -> ServiceProblems.ofNoAnswer(service, settings.called(id, endpoint), failure));
  }
}
