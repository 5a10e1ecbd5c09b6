package io.spiffeaws.sts;

import io.spiffeaws.aws.ServiceError;
import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.credentials.SessionCredentials;
import io.spiffeaws.http.ProxyProblems;
import io.spiffeaws.http.QueryCall;
import io.spiffeaws.problem.Problem;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.time.Sleeper;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// [TokenExchange] by one unsigned POST with the token in the body. It does not use the SDK, which
/// in a short-lived process costs more than the exchange itself (docs/dev/decisions/0004). A call
/// that STS throttled or failed is tried three times in total, within one timeout. Thread-safe.
public final class HttpTokenExchange implements TokenExchange {
  private static final String RESULT =
      "AssumeRoleWithWebIdentityResponse/AssumeRoleWithWebIdentityResult/";
  private static final Set<String> TRANSIENT =
      Set.of("throttled", "service-failed", "no-usable-answer");
  private static final int MAX_ATTEMPTS = 3;
  private static final Duration RETRY_DELAY = Duration.ofMillis(200);

  private final StsConnections connections;
  private final CallLog calls;
  private final Sleeper sleeper;
  private final AtomicReference<@Nullable PendingExchange> prepared = new AtomicReference<>();

  public HttpTokenExchange(StsConnections connections, CallLog calls, Sleeper sleeper) {
    this.connections = connections;
    this.calls = calls;
    this.sleeper = sleeper;
  }

  @Override
  public void prepare(RoleArn role) {
    var former = prepared.getAndSet(PendingExchange.start(() -> connections.connect(role)));
    if (former != null) {
      former.abandon();
    }
  }

  @Override
  public SessionCredentials exchange(ExchangeRequest request) {
    var end = System.nanoTime() + connections.settings().timeout().toNanos();
    for (var attempt = 1; ; attempt++) {
      try {
        return credentials(request, answer(request, Duration.ofNanos(end - System.nanoTime())));
      } catch (ProblemException e) {
        var wait = RETRY_DELAY.multipliedBy(attempt);
        if (attempt == MAX_ATTEMPTS
            || !TRANSIENT.contains(e.problem().code())
            || System.nanoTime() + wait.toNanos() > end) {
          throw e;
        }
        sleeper.sleep(wait);
      }
    }
  }

  private QueryCall.Answer answer(ExchangeRequest request, Duration timeout) {
    var started = System.nanoTime();
    var outcome = "no answer";
    try {
      var answer = pending(request.role()).post(ExchangeForm.of(request), timeout);
      outcome = Integer.toString(answer.status());
      return answer;
    } catch (TimeoutException e) {
      throw new ProblemException(ServiceProblems.timedOut("STS", host(request)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unreachable("interrupted", "interrupted while waiting for STS", "");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof ProblemException problem
          ? problem
          : new ProblemException(noAnswer(request, e), e);
    } finally {
      var took = Duration.ofNanos(System.nanoTime() - started);
      calls.called("sts", "AssumeRoleWithWebIdentity", took, outcome);
    }
  }

  private Problem noAnswer(ExchangeRequest request, Throwable failure) {
    var endpoint = connections.endpoint(request.role());
    return connections
        .settings()
        .proxies()
        .to(endpoint)
        .flatMap(proxy -> ProxyProblems.of(proxy, endpoint, failure))
        .orElseGet(() ->
            ServiceProblems.ofNoAnswer(
                "STS", connections.settings().called("sts", endpoint), failure));
  }

  private String host(ExchangeRequest request) {
    return ServiceProblems.host(connections.endpoint(request.role()));
  }

  private PendingExchange pending(RoleArn role) {
    var waiting = prepared.getAndSet(null);
    if (waiting != null && waiting.isFresh()) {
      return waiting;
    }
    if (waiting != null) {
      waiting.abandon();
    }
    return PendingExchange.start(() -> connections.connect(role));
  }

  /// Returns the credentials of a response.
  ///
  /// @throws ProblemException if it is an error, or is not complete
  static SessionCredentials credentials(ExchangeRequest request, QueryCall.Answer answer) {
    var xml = ExchangeAnswer.parse(answer.text());
    if (answer.status() != 200) {
      throw new ProblemException(ExchangeProblems.of(request, refusal(answer.status(), xml)));
    }
    return new SessionCredentials(
        required(xml, "Credentials/AccessKeyId"),
        Secret.of(required(xml, "Credentials/SecretAccessKey")),
        Secret.of(required(xml, "Credentials/SessionToken")),
        time(required(xml, "Credentials/Expiration")),
        xml.text(RESULT + "AssumedRoleUser/Arn").orElseGet(() -> assumedRole(request)),
        request.role().account());
  }

  private static ServiceError refusal(int status, ExchangeAnswer xml) {
    return new ServiceError(status, errorText(xml, "Code"), errorText(xml, "Message"));
  }

  /// The text of an element of the error. Ceph omits the outer element ErrorResponse.
  private static String errorText(ExchangeAnswer xml, String name) {
    return xml.text("ErrorResponse/Error/" + name).or(() -> xml.text("Error/" + name)).orElse("");
  }

  private static String required(ExchangeAnswer xml, String path) {
    return xml.text(RESULT + path).orElseThrow(HttpTokenExchange::unusable);
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw unusable();
    }
  }

  private static ProblemException unusable() {
    return new ProblemException(ServiceProblems.unusable("STS"));
  }

  /// The ARN that AWS returns, for services that omit it.
  private static String assumedRole(ExchangeRequest request) {
    var role = request.role();
    return "arn:%s:sts::%s:assumed-role/%s/%s"
        .formatted(role.partition(), role.account(), role.name(), request.sessionName());
  }
}
