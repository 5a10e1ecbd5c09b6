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

/// Keeps one value fresh, in a thread of its own that does not hold up the end of the process. The
/// value is renewed ahead of its end, with one try at a time; where that fails, the old one is
/// handed out for as long as it lasts, and tries follow each other ever more slowly; but whoever
/// asks while there is no good value has it tried within five seconds.
///
/// Waiting is measured by how long it lasts and by the clock, whichever ends it first, and looked
/// at anew every half minute: a clock that is set back or forward neither stalls renewal nor makes
/// it spin. Safe for use by several threads.
///
/// @param <T> of the value
public final class AutoRefreshed<T> implements AutoCloseable {
  private static final Duration LONGEST_SLICE = Duration.ofSeconds(30);
  private static final Duration LONGEST_WITHOUT = Duration.ofSeconds(5);
  private static final Duration SHORTEST_REST = Duration.ofMillis(500);
  private static final double JITTER = 0.1;

  private final Supplier<T> source;
  private final LifetimeRule<T> rule;
  private final RefreshListener<T> listener;
  private final RefreshDependencies doors;
  private final Settings settings;
  private final Backoff backoff;
  private final Thread thread;

  private volatile @Nullable Held<T> held;
  private boolean expiryReported;
  private CompletableFuture<T> pending = new CompletableFuture<>(); // under way, or the next
  private @Nullable Problem problem; // why the last attempt failed
  private boolean backingOff;
  private boolean hasWaiters; // in vain, since the last try
  private boolean closed;

  private record Held<T>(T value, Lifetime lifetime, Duration elapsedAtEnd) {}

  /// @param what the value's name in messages: `the credentials`
  /// @param retryBudget how long [#current()] waits, where it waits at all
  public record Settings(String what, Duration retryBudget) {}

  private AutoRefreshed(
      Supplier<T> source,
      LifetimeRule<T> rule,
      RefreshListener<T> listener,
      RefreshDependencies doors,
      Settings settings) {
    this.source = source;
    this.rule = rule;
    this.listener = listener;
    this.doors = doors;
    this.settings = settings;
    this.backoff = new Backoff(doors.random());
    this.thread = Thread.ofPlatform().daemon().name("fresh").unstarted(this::keepFresh);
  }

  /// Begins to obtain the value.
  ///
  /// @param source where the value comes from; it may throw a [ProblemException], and should end
  ///   within a deadline of its own
  /// @param rule how long a value lives
  /// @param listener is told what becomes of it
  public static <T> AutoRefreshed<T> start(
      Supplier<T> source,
      LifetimeRule<T> rule,
      RefreshListener<T> listener,
      RefreshDependencies doors,
      Settings settings) {
    var fresh = new AutoRefreshed<>(source, rule, listener, doors, settings);
    fresh.thread.start();
    return fresh;
  }

  /// The value, at once while it has not ended. Where there is none, or it has ended, waits for the
  /// try that is under way; between tries that fail there is nothing to wait for.
  ///
  /// @throws ProblemException why the last try failed; unreachable, where a try takes longer than
  ///   the patience allows, or this was closed
  public T current() {
    return current(settings.retryBudget());
  }

  /// The value while it has not expired; empty otherwise. Never waits.
  public Optional<T> ready() {
    var good = held;
    return good != null && lasts(good) ? Optional.of(good.value()) : Optional.empty();
  }

  /// As [#current()], with patience of its own: at the start, as a rule, when there is nothing else
  /// to do.
  public T current(Duration retryBudget) {
    var good = held;
    return good != null && lasts(good) ? good.value() : await(demand(), retryBudget);
  }

  /// Renews no more. A try that is under way is interrupted, and what comes of it dropped.
  @Override
  public synchronized void close() {
    closed = true;
    thread.interrupt();
    pending.completeExceptionally(
        ProblemException.unreachable(
            "closed", settings.what() + " are renewed no more", "start it anew"));
  }

  /// What a caller waits for; where it is the next try, that begins now. A try may have ended well
  /// since the caller looked: then there is nothing to wait for, and no other try to begin.
  private synchronized CompletableFuture<T> demand() {
    var good = held;
    if (good != null && lasts(good)) {
      return CompletableFuture.completedFuture(good.value());
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
      throw late(retryBudget);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw late(retryBudget);
    }
  }

  private ProblemException late(Duration retryBudget) {
    return ProblemException.unreachable(
        "not-yet-obtained",
        settings.what() + " did not come within " + DurationText.print(retryBudget),
        "ask again; where that does not help, see what is slow with --debug");
  }

  private void keepFresh() {
    while (!isClosed()) {
      rest(fly());
    }
  }

  /// One try.
  private RetryDelay fly() {
    try {
      return renewed(obtain());
    } catch (ProblemException e) {
      return failed(e.problem());
    } catch (RuntimeException | Error e) { // whatever it is, the next try may go well
      return failed(UnexpectedFailure.problem(settings.what() + " could not be renewed", e));
    }
  }

  private Held<T> obtain() {
    var value = source.get();
    var now = now();
    var lifetime = rule.of(value, now);
    if (!now.isBefore(lifetime.endsAt())) {
      throw ProblemException.unexpected(
          "ended-on-arrival",
          "%s that came just now ended at %s, and it is %s by this machine's clock"
              .formatted(settings.what(), lifetime.endsAt(), now),
          "see that the machine's clock is right");
    }
    return new Held<>(
        value, lifetime, doors.sleeper().elapsed().plus(Duration.between(now, lifetime.endsAt())));
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
    tell(() -> listener.failed(cause));
    if (before == null || !before.code().equals(cause.code())) {
      tell(() -> listener.failing(cause, now().plus(wait)));
    }
    settle(cause).completeExceptionally(new ProblemException(cause));
    tellEnd();
    return new RetryDelay(wait, Optional.empty());
  }

  /// Ends the try: from now on others wait for the next.
  ///
  /// @return what they waited for until now
  private synchronized CompletableFuture<T> settle(@Nullable Problem outcome) {
    var settled = pending;
    problem = outcome;
    if (!closed) {
      pending = new CompletableFuture<>();
      backingOff = true;
    }
    return settled;
  }

  private void rest(RetryDelay rest) {
    var left = rest.time();
    while (left.isPositive() && !Thread.currentThread().isInterrupted()) {
      var slice = shorter(left, slice());
      doors.sleeper().sleeper(slice);
      tellEnd();
      left = isWanted() ? Duration.ZERO : rest.left(left.minus(slice), now());
    }
    rested();
  }

  /// Of a length by chance where someone may wait, so that many do not come at once.
  private Duration slice() {
    var last = held;
    if (last != null && lasts(last)) {
      return LONGEST_SLICE;
    }
    var half = LONGEST_WITHOUT.toMillis() / 2;
    return Duration.ofMillis(half + doors.random().nextLong(half + 1));
  }

  private synchronized boolean isWanted() {
    return hasWaiters;
  }

  private synchronized void rested() {
    backingOff = false;
    hasWaiters = false;
    var _ = Thread.interrupted(); // the call of whoever waits for the try that begins now
  }

  /// A last try is due when the value ends.
  private Duration beforeEnd(Duration wait) {
    var last = held;
    return last != null && lasts(last) ? shorter(wait, left(last)) : wait;
  }

  private void tellEnd() {
    var last = held;
    if (last != null && !expiryReported && problem != null && !lasts(last)) {
      expiryReported = true;
      tell(() -> listener.ended(last.value()));
    }
  }

  /// What a listener cannot bear to hear must not end renewal.
  private void tell(Runnable news) {
    try {
      if (!isClosed()) {
        news.run();
      }
    } catch (RuntimeException | Error e) {
      // there is nobody else to tell
    }
  }

  /// Until its end by the clock or by the time that has passed, whichever comes first: a clock that
  /// is set back makes nothing live longer.
  private Duration left(Held<T> one) {
    return shorter(
        Duration.between(now(), one.lifetime().endsAt()),
        one.elapsedAtEnd().minus(doors.sleeper().elapsed()));
  }

  private boolean lasts(Held<T> one) {
    return left(one).isPositive();
  }

  private Instant jittered(Instant renewAt) {
    var now = now();
    var ahead = Math.max(0, Duration.between(now, renewAt).toMillis());
    var early = (long) (ahead * JITTER * doors.random().nextDouble());
    return now.plusMillis(Math.max(SHORTEST_REST.toMillis(), ahead - early));
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  private Instant now() {
    return doors.clock().instant();
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
