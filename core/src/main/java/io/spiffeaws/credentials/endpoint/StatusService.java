package io.spiffeaws.credentials.endpoint;

import io.spiffeaws.json.Json;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Serves `/healthz` and `/metrics` (Prometheus, text-based exposition format): the state of the
/// credentials, without secrets. Passes all other requests on to another service.
final class StatusService implements Service {
  private final List<SessionMetrics> sessions;
  private final Clock clock;
  private final Service next;

  StatusService(List<SessionMetrics> sessions, Clock clock, Service next) {
    this.sessions = List.copyOf(sessions);
    this.clock = clock;
    this.next = next;
  }

  @Override
  public Reply reply(Request request) {
    return switch (request.path()) {
      case "/healthz" -> read(request, health());
      case "/metrics" -> read(request, Answer.text(metrics()));
      default -> next.reply(request);
    };
  }

  private static Answer read(Request request, Answer answer) {
    return request.method().equals("GET") ? answer : Answer.notAllowed(request, "GET");
  }

  private Answer health() {
    var now = clock.instant();
    var expired =
        sessions.stream()
            .filter(session -> session.end().filter(now::isBefore).isEmpty())
            .map(SessionMetrics::role)
            .collect(Collectors.joining(", "));
    return expired.isEmpty()
        ? Answer.json(Json.object().with("status", Json.of("ok")))
        : Answer.refusal(
            Answer.UNAVAILABLE, "credentials-ended", "no valid credentials of " + expired);
  }

  private String metrics() {
    var text = new StringBuilder();
    family(
        text,
        "credentials_expiry_timestamp_seconds",
        "gauge",
        "Expiry time of the newest credentials.");
    for (var session : sessions) {
      var end = session.end().map(Instant::getEpochSecond).orElse(0L);
      sample(text, "credentials_expiry_timestamp_seconds", label("role", session.role()), end);
    }
    family(text, "refreshes_total", "counter", "Successful renewals.");
    for (var session : sessions) {
      sample(text, "refreshes_total", label("role", session.role()), session.refreshes());
    }
    family(text, "refresh_failures_total", "counter", "Failed renewals, by cause.");
    for (var session : sessions) {
      new TreeMap<>(session.failures())
          .forEach((code, count) -> {
            var labels = label("role", session.role()) + "," + label("cause", code);
            sample(text, "refresh_failures_total", labels, count);
          });
    }
    return text.toString();
  }

  private static void family(StringBuilder text, String name, String type, String help) {
    text.append(
        "# HELP spiffe_aws_%s %s\n# TYPE spiffe_aws_%s %s\n".formatted(name, help, name, type));
  }

  private static void sample(StringBuilder text, String name, String labels, long value) {
    text.append("spiffe_aws_%s{%s} %d\n".formatted(name, labels, value));
  }

  /// ARNs and codes contain no characters that must be escaped.
  private static String label(String name, String value) {
    return name + "=\"" + value + "\"";
  }
}
