package io.spiffeaws.rolesanywhere.management;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spiffeaws.aws.AwsKeys;
import io.spiffeaws.aws.AwsSettings;
import io.spiffeaws.aws.KeySource;
import io.spiffeaws.aws.SdkClients;
import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.Proxies;
import io.spiffeaws.secret.Secret;
import io.spiffeaws.time.Sleeper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// An HTTP server with prepared answers, and time that passes only while something sleeps.
public final class ManagementApi implements AutoCloseable, Sleeper {
  private final HttpServer server;
  private final Deque<Answer> answers = new ArrayDeque<>();

  /// The requests: method, address, and body.
  public final List<String> requests = new ArrayList<>();

  /// When each request came, in milliseconds.
  public final List<Long> times = new ArrayList<>();

  /// The headers of the last request.
  public Map<String, List<String>> headers = Map.of();

  private volatile Duration elapsed = Duration.ZERO;

  private record Answer(int status, String error, String body) {}

  public ManagementApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /// Prepares the next answer.
  public ManagementApi then(int status, String error, String body) {
    answers.add(new Answer(status, error, body));
    return this;
  }

  private void answer(HttpExchange exchange) throws IOException {
    var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body);
    times.add(elapsed.toMillis());
    headers = exchange.getRequestHeaders();
    var answer = answers.isEmpty() ? new Answer(500, "", "") : answers.poll();
    if (!answer.error().isEmpty()) {
      exchange.getResponseHeaders().add("x-amzn-ErrorType", answer.error() + ":http://example");
    }
    var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }

  public String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /// Returns calls of this server.
  public ManagementCalls calls() {
    return calls(URI.create("http://" + host()), Proxies.NONE);
  }

  /// Returns calls of an endpoint.
  public ManagementCalls calls(URI endpoint, Proxies proxies) {
    var settings =
        new AwsSettings(
            Optional.of("eu-west-1"),
            Map.of("rolesanywhere", endpoint),
            Map.of(),
            Optional.empty(),
            Optional.empty(),
            true,
            Duration.ofSeconds(10),
            proxies,
            Optional.of(new AwsKeys("AKIDEXAMPLE", Secret.of("secret"), Optional.empty())),
            KeySource.NONE,
            Map.of());
    return new ManagementCalls(
        new SdkClients(settings, CallLog.NONE).operatorsRest(ManagementCalls.service()), this);
  }

  @Override
  public void sleep(Duration duration) {
    elapsed = elapsed.plus(duration);
  }

  @Override
  public Duration elapsed() {
    return elapsed;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
