package io.spiffeaws.sandbox.aws.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.tls.LocalHttps;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/// An HTTPS server for one service on a free port of 127.0.0.1, with one thread per request.
public final class HttpsEndpoint implements AutoCloseable {
  /// Maximum number of bytes of a rejected upload that are still read. Without this the client
  /// would get a connection reset instead of the response.
  private static final long DRAINED = 64L << 20;

  private final HttpsServer server;
  private final ExecutorService threads;
  private final AwsService service;
  private final Identifiers identifiers;

  private HttpsEndpoint(HttpsServer server, AwsService service, Identifiers identifiers) {
    this.server = server;
    this.service = service;
    this.identifiers = identifiers;
    this.threads =
        Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("aws-", 1).factory());
  }

  /// Starts a server.
  ///
  /// @throws ProblemException unexpected if no port can be opened
  public static HttpsEndpoint start(SSLContext tls, AwsService service, Identifiers identifiers) {
    try {
      var server = LocalHttps.server(tls);
      var endpoint = new HttpsEndpoint(server, service, identifiers);
      server.setExecutor(endpoint.threads);
      server.createContext("/", endpoint::handle);
      server.start();
      return endpoint;
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-listen", "cannot listen on 127.0.0.1: " + e.getMessage(), "");
    }
  }

  public URI uri() {
    return URI.create("https://127.0.0.1:" + server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var request = request(exchange);
      var response = answer(request);
      try {
        send(exchange, request, response);
      } finally {
        response.body().close();
      }
    }
  }

  private AwsResponse answer(AwsRequest request) throws IOException {
    try {
      return service.answer(request);
    } catch (AwsError refusal) {
      drain(request.body());
      return service.refuse(request, refusal);
    } catch (RuntimeException fault) {
      drain(request.body());
      return service.refuse(request, AwsError.internal());
    }
  }

  private AwsRequest request(HttpExchange exchange) {
    Map<String, List<String>> headers = new HashMap<>();
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), List.copyOf(values)));
    var uri = exchange.getRequestURI();
    var path = uri.getRawPath();
    var query = uri.getRawQuery();
    return new AwsRequest(
        exchange.getRequestMethod(),
        path == null || path.isEmpty() ? "/" : path,
        query == null ? "" : query,
        headers,
        exchange.getRequestBody(),
        exchange.getRemoteAddress().getAddress(),
        identifiers.requestId());
  }

  private static void send(HttpExchange exchange, AwsRequest request, AwsResponse response)
      throws IOException {
    var headers = exchange.getResponseHeaders();
    response.headers().forEach(headers::set);
    boolean bodyless =
        request.method().equals("HEAD")
            || response.length() == 0
            || response.status() == 204
            || response.status() == 304;
    if (request.method().equals("HEAD")) {
      headers.set("Content-Length", Long.toString(response.length()));
    }
    exchange.sendResponseHeaders(response.status(), bodyless ? -1 : response.length());
    if (!bodyless) {
      response.body().writeTo(exchange.getResponseBody());
    }
  }

  private static void drain(InputStream body) throws IOException {
    var buffer = new byte[1 << 16];
    for (long left = DRAINED; left > 0; ) {
      int read = body.read(buffer);
      if (read < 0) {
        return;
      }
      left -= read;
    }
  }
}
