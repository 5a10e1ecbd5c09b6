package io.spiffeaws.refresh;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.time.DurationText;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Refreshes a value in a daemon thread before it expires. There is one attempt at a time. If it
/// fails, the current value is served until it expires, and attempts follow with increasing delays.
/// If a caller asks while there is no valid value, the next attempt starts within five seconds.
///
/// A delay ends by elapsed time or by the clock, whichever is first. Both are checked at least
/// every half minute, so a clock that is set back or forward neither stops renewal nor causes a
/// busy loop. Thread-safe.
///
/// @param <T> of the value
public final class AutoRefreshed<T> implements AutoCloseable {
  private static final Duration MAX_SLICE = Duration.ofSeconds(30);
  private static final Duration MAX_DELAY_WITHOUT_VALUE = Duration.ofSeconds(5);
  private static final Duration MIN_DELAY = Duration.ofMillis(500);
  private static final double JITTER = 0.1;

  private final Supplier<T> source;
  private final LifetimeRule<T> rule;
  private final RefreshListener<T> listener;
  private final RefreshDependencies dependencies;
  private final Settings settings;
  private final Backoff backoff;
  private final Thread thread;

  private volatile @Nullable Held<T> held;
  private boolean expiryReported;
  private CompletableFuture<T> pending = new CompletableFuture<>(); // running, or the next one
  private @Nullable Problem problem; // why the last attempt failed
  private boolean backingOff;
  private boolean hasWaiters; // callers that failed since the last attempt
  private boolean closed;

  private record Held<T>(T value, Lifetime lifetime, Duration elapsedAtExpiry) {}

  /// @param what the name of the value in messages: `the credentials`
  /// @param retryBudget how long [#current()] waits for the value
  public record Settings(String what, Duration retryBudget) {}

  private AutoRefreshed(
      Supplier<T> source,
      LifetimeRule<T> rule,
      RefreshListener<T> listener,
      RefreshDependencies dependencies,
      Settings settings) {
    this.source = source;
    this.rule = rule;
    this.listener = listener;
    this.dependencies = dependencies;
    this.settings = settings;
    this.backoff = new Backoff(dependencies.random());
    this.thread = Thread.ofPlatform().daemon().name("refresh").unstarted(this::run);
  }

  /// Starts to obtain the value.
  ///
  /// @param source obtains the value; it may throw a [ProblemException], and should return within
  ///   its own deadline
  /// @param rule the lifetime of a value
  /// @param listener receives the changes of state
  public static <T> AutoRefreshed<T> start(
      Supplier<T> source,
      LifetimeRule<T> rule,
      RefreshListener<T> listener,
      RefreshDependencies dependencies,
      Settings settings) {
    var refreshed = new AutoRefreshed<>(source, rule, listener, dependencies, settings);
    refreshed.thread.start();
    return refreshed;
  }

  /// Returns the value, without waiting if it has not expired. If there is no valid value, waits
  /// for the attempt that is running. Between failed attempts it does not wait.
  ///
  /// @throws ProblemException the problem of the last attempt; unreachable, if an attempt takes
  ///   longer than the retry budget, or this is closed
  public T current() {
    return current(settings.retryBudget());
  }

  /// Returns the value while it has not expired; empty otherwise. Never waits.
  public Optional<T> ready() {
    var valid = held;
    return valid != null && isValid(valid) ? Optional.of(valid.value()) : Optional.empty();
  }

  /// As [#current()], with a separate retry budget: usually at the start, when there is nothing
  /// else to do.
  public T current(Duration retryBudget) {
    var valid = held;
    return valid != null && isValid(valid) ? valid.value() : await(demand(), retryBudget);
  }

  /// Stops renewal. A running attempt is interrupted, and its result is discarded.
  @Override
  public synchronized void close() {
    closed = true;
    thread.interrupt();
    pending.completeExceptionally(
        ProblemException.unreachable(
            "closed", settings.what() + " are no longer renewed", "start the command again"));
  }

  /// Returns what a caller waits for. If that is the next attempt, it starts now. If an attempt has
  /// succeeded since the caller checked, returns its value and starts no other attempt.
  private synchronized CompletableFuture<T> demand() {
    var valid = held;
    if (valid != null && isValid(valid)) {
      return CompletableFuture.completedFuture(valid.value());
    }
    var failure = problem;
    if (backingOff && failure != null && !closed) {
      hasWaiters = true;
      return CompletableFuture.failedFuture(new ProblemException(failure));
    }
    if (backingOff) {
      thread.interrupt();
    }
    return pending;
  }

  private T await(CompletableFuture<T> awaited, Duration retryBudget) {
    try {
      return awaited.get(retryBudget.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ProblemException p ? p : new IllegalStateException(e);
    } catch (TimeoutException e) {
      throw timedOut(retryBudget);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw timedOut(retryBudget);
    }
  }

  private ProblemException timedOut(Duration retryBudget) {
    return ProblemException.unreachable(
        "not-yet-obtained",
        "timed out after " + DurationText.print(retryBudget) + " waiting for " + settings.what(),
        "try again; if it fails again, find the slow call with --debug");
  }

  private void run() {
    while (!isClosed()) {
      delay(attempt());
    }
  }

  /// Makes one attempt.
  private RetryDelay attempt() {
    try {
      return renewed(obtain());
    } catch (ProblemException e) {
      return failed(e.problem());
    } catch (RuntimeException | Error e) { // of any kind: the next attempt may succeed
      return failed(UnexpectedFailure.problem(settings.what() + " could not be renewed", e));
    }
  }

  private Held<T> obtain() {
    var value = source.get();
    var now = now();
    var lifetime = rule.of(value, now);
    if (!now.isBefore(lifetime.expiresAt())) {
      throw ProblemException.unexpected(
          "ended-on-arrival",
          "%s just obtained expired at %s, but this machine's clock shows %s"
              .formatted(settings.what(), lifetime.expiresAt(), now),
          "check this machine's clock: date -u");
    }
    return new Held<>(
        value,
        lifetime,
        dependencies.sleeper().elapsed().plus(Duration.between(now, lifetime.expiresAt())));
  }

  private RetryDelay renewed(Held<T> next) {
    if (!isClosed()) {
      listener.renewed(next.value());
    }
    if (problem != null && !isClosed()) {
      listener.recovered();
    }
    backoff.reset();
    held = next;
    expiryReported = false;
    settle(null).complete(next.value());
    return RetryDelay.until(jittered(next.lifetime().renewAt()), now());
  }

  private RetryDelay failed(Problem cause) {
    var before = problem;
    var wait = beforeEnd(backoff.next());
    report(() -> listener.failed(cause));
    if (before == null || !before.code().equals(cause.code())) {
      report(() -> listener.failing(cause, now().plus(wait)));
    }
    settle(cause).completeExceptionally(new ProblemException(cause));
    reportExpiry();
    return new RetryDelay(wait, Optional.empty());
  }

  /// Ends the attempt: later callers wait for the next one.
  ///
  /// @return what callers waited for until now
  private synchronized CompletableFuture<T> settle(@Nullable Problem outcome) {
    var settled = pending;
    problem = outcome;
    if (!closed) {
      pending = new CompletableFuture<>();
      backingOff = true;
    }
    return settled;
  }

  private void delay(RetryDelay delay) {
    var left = delay.time();
    while (left.isPositive() && !Thread.currentThread().isInterrupted()) {
      var slice = shorter(left, slice());
      dependencies.sleeper().sleep(slice);
      reportExpiry();
      left = hasWaiters() ? Duration.ZERO : delay.left(left.minus(slice), now());
    }
    endBackoff();
  }

  /// Returns the time until the next check. It is random if callers may wait, so that many
  /// processes do not make their attempts at the same time.
  private Duration slice() {
    var last = held;
    if (last != null && isValid(last)) {
      return MAX_SLICE;
    }
    var half = MAX_DELAY_WITHOUT_VALUE.toMillis() / 2;
    return Duration.ofMillis(half + dependencies.random().nextLong(half + 1));
  }

  private synchronized boolean hasWaiters() {
    return hasWaiters;
  }

  private synchronized void endBackoff() {
    backingOff = false;
    hasWaiters = false;
    var _ = Thread.interrupted(); // set by a caller that waits for the attempt that starts now
  }

  /// The last attempt is due when the value expires.
  private Duration beforeEnd(Duration wait) {
    var last = held;
    return last != null && isValid(last) ? shorter(wait, left(last)) : wait;
  }

  private void reportExpiry() {
    var last = held;
    if (last != null && !expiryReported && problem != null && !isValid(last)) {
      expiryReported = true;
      report(() -> listener.expired(last.value()));
    }
  }

  /// An exception of a listener must not stop renewal.
  private void report(Runnable news) {
    try {
      if (!isClosed()) {
        news.run();
      }
    } catch (RuntimeException | Error e) {
      // there is no other listener to report it to
    }
  }

  /// The time until the value expires, by the clock or by elapsed time, whichever is first: setting
  /// the clock back does not extend a lifetime.
  private Duration left(Held<T> one) {
    return shorter(
        Duration.between(now(), one.lifetime().expiresAt()),
        one.elapsedAtExpiry().minus(dependencies.sleeper().elapsed()));
  }

  private boolean isValid(Held<T> one) {
    return left(one).isPositive();
  }

  private Instant jittered(Instant renewAt) {
    var now = now();
    var ahead = Math.max(0, Duration.between(now, renewAt).toMillis());
    var early = (long) (ahead * JITTER * dependencies.random().nextDouble());
    return now.plusMillis(Math.max(MIN_DELAY.toMillis(), ahead - early));
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private Instant now() {
    return dependencies.clock().instant();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
