package io.spiffeaws.credentials.endpoint;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;

/// A service on a port of 127.0.0.1, each request in a thread of its own.
final class HttpEndpoint implements AutoCloseable {
  private static final String LOOPBACK = "127.0.0.1";
  private static final int WAITING = 1024;
  private static final int NO_BODY = -1;

  private final HttpServer server;
  private final ExecutorService threads;

  private HttpEndpoint(HttpServer server, ExecutorService threads) {
    this.server = server;
    this.threads = threads;
  }

  /// @param port 0 for one that is free
  /// @param service made for the address that it is reached at; requests come to it through a
  ///   [Gate]
  /// @throws ProblemException unexpected, where the port cannot be had
  static HttpEndpoint start(int port, Function<InetSocketAddress, Service> service) {
    ServerLimits.set();
    try {
      var address = new InetSocketAddress(InetAddress.ofLiteral(LOOPBACK), port);
      var server = HttpServer.create(address, WAITING);
      var gate = new Gate(hosts(server.getAddress()), service.apply(server.getAddress()));
      var threads =
          Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("request-", 1).factory());
      server.createContext("/", exchange -> serve(exchange, gate));
      server.setExecutor(threads);
      server.start();
      return new HttpEndpoint(server, threads);
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-listen",
          "cannot listen on " + LOOPBACK + ":" + port + ": " + e.getMessage(),
          "see what listens there, or choose another port with --listen");
    }
  }

  InetSocketAddress address() {
    return server.getAddress();
  }

  /// Frees the port at once; requests that are under way are dropped.
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static Set<String> hosts(InetSocketAddress address) {
    var port = ":" + address.getPort();
    return Set.of(LOOPBACK + port, "localhost" + port, LOOPBACK, "localhost");
  }

  private static void serve(HttpExchange exchange, Service service) throws IOException {
    try (exchange) {
      var answer = service.answer(request(exchange));
      var body = answer.content().getBytes(StandardCharsets.UTF_8);
      exchange.getResponseHeaders().set("Content-Type", answer.type());
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), NO_BODY);
        return;
      }
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }

  /// Where the whole address is asked for, its host counts in place of the header (RFC 9112,
  /// section 3.2.2).
  private static Request request(HttpExchange exchange) {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
    var authority = exchange.getRequestURI().getRawAuthority();
    if (authority != null) {
      headers.put("host", List.of(authority));
    }
    return new Request(
        exchange.getRequestMethod(),
        exchange.getRequestURI().getRawPath(),
        headers,
        exchange.getRemoteAddress());
  }
}
