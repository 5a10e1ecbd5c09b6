package io.spiffeaws.sts;

import io.spiffeaws.aws.ServiceProblems;
import io.spiffeaws.aws.ServiceRefusal;
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

/// STS by one POST: unsigned, the token in its body. The SDK is left out, since in a program that
/// lives for one exchange it costs more than the exchange (docs/dev/decisions/0004). What STS
/// throttled or failed at is tried three times, all within the time limit.
public final class HttpTokenExchange implements TokenExchange {
  private static final String RESULT =
      "AssumeRoleWithWebIdentityResponse/AssumeRoleWithWebIdentityResult/";
  private static final Set<String> MAY_PASS =
      Set.of("throttled", "service-failed", "no-usable-answer");
  private static final int TRIES = 3;
  private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

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
        var wait = BEFORE_RETRY.multipliedBy(attempt);
        if (attempt == TRIES
            || !MAY_PASS.contains(e.problem().code())
            || System.nanoTime() + wait.toNanos() > end) {
          throw e;
        }
        sleeper.sleeper(wait);
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
      throw ProblemException.unreachable("interrupted", "interrupted while STS was asked", "");
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
        .orElseGet(
            () -> ServiceProblems.ofNoAnswer("STS", ServiceProblems.host(endpoint), failure));
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

  private static SessionCredentials credentials(ExchangeRequest request, QueryCall.Answer answer) {
    var xml = ExchangeAnswer.parse(answer.text());
    if (answer.status() != 200) {
      throw new ProblemException(ExchangeProblems.of(request, refusal(answer.status(), xml)));
    }
    return new SessionCredentials(
        needed(xml, "Credentials/AccessKeyId"),
        Secret.of(needed(xml, "Credentials/SecretAccessKey")),
        Secret.of(needed(xml, "Credentials/SessionToken")),
        time(needed(xml, "Credentials/Expiration")),
        xml.text(RESULT + "AssumedRoleUser/Arn").orElseGet(() -> assumedRole(request)),
        request.role().account());
  }

  private static ServiceRefusal refusal(int status, ExchangeAnswer xml) {
    return new ServiceRefusal(status, inError(xml, "Code"), inError(xml, "Message"));
  }

  /// Not every service that speaks STS's protocol has the outer element (Ceph).
  private static String inError(ExchangeAnswer xml, String name) {
    return xml.text("ErrorResponse/Error/" + name).or(() -> xml.text("Error/" + name)).orElse("");
  }

  private static String needed(ExchangeAnswer xml, String path) {
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

  /// What AWS would have said.
  private static String assumedRole(ExchangeRequest request) {
    var role = request.role();
    return "arn:%s:sts::%s:assumed-role/%s/%s"
        .formatted(role.partition(), role.account(), role.name(), request.sessionName());
  }
}
