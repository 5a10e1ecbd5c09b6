package io.spiffeaws.sandbox.issuer;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsServer;
import io.spiffeaws.json.Json;
import io.spiffeaws.json.JsonText;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.sandbox.tls.LocalHttps;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/// The issuer's documents over HTTPS, on a free port of the loopback interface. Responses are like
/// those of SPIRE's `support/oidc-discovery-provider/handler.go`.
public final class IssuerServer implements AutoCloseable {
  private static final String DISCOVERY = "/.well-known/openid-configuration";
  private static final String KEYS = "/keys";
  private static final int NO_BODY = -1;

  private final HttpsServer server;
  private final ExecutorService executor;
  private final URI issuer;
  private final Supplier<String> jwks;

  private IssuerServer(
      HttpsServer server, ExecutorService executor, URI issuer, Supplier<String> jwks) {
    this.server = server;
    this.executor = executor;
    this.issuer = issuer;
    this.jwks = jwks;
  }

  /// Starts a server.
  ///
  /// @param issuer `https://<host>`, the `issuer` of the document
  /// @param jwks returns the current keys, called for each request
  public static IssuerServer start(SSLContext tls, URI issuer, Supplier<String> jwks) {
    try {
      var server = LocalHttps.server(tls);
      var executor =
          Executors.newCachedThreadPool(Thread.ofPlatform().daemon().name("issuer-", 1).factory());
      server.setExecutor(executor);
      var started = new IssuerServer(server, executor, issuer, jwks);
      server.createContext("/", started::handle);
      server.start();
      return started;
    } catch (IOException e) {
      throw ProblemException.unexpected(
          "cannot-listen", "cannot listen on 127.0.0.1: " + e.getMessage(), "");
    }
  }

  /// Returns the address on which it listens.
  public InetSocketAddress address() {
    return server.getAddress();
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      switch (exchange.getRequestURI().getPath()) {
        case DISCOVERY -> get(exchange, this::discovery);
        case KEYS -> get(exchange, this::keys);
        default -> error(exchange, 404, "404 page not found");
      }
    }
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private static void get(HttpExchange exchange, Handler handler) throws IOException {
    if (exchange.getRequestMethod().equals("GET")) {
      handler.handle(exchange);
    } else {
      error(exchange, 405, "method not allowed");
    }
  }

  private void discovery(HttpExchange exchange) throws IOException {
    var host = withoutPort(requestedHost(exchange));
    if (!host.equals(issuer.getHost())) {
      error(exchange, 400, "domain \"" + host + "\" is not allowed");
      return;
    }
    var document =
        Json.object()
            .with("issuer", Json.of(issuer.toString()))
            .with("jwks_uri", Json.of(issuer + KEYS))
            .with("authorization_endpoint", Json.of(""))
            .with("response_types_supported", Json.strings(List.of("id_token")))
            .with("subject_types_supported", Json.strings(List.of("public")))
            .with(
                "id_token_signing_alg_values_supported",
                Json.strings(List.of("RS256", "ES256", "ES384")));
    send(exchange, 200, "application/json", JsonText.pretty(document));
  }

  private void keys(HttpExchange exchange) throws IOException {
    var headers = exchange.getResponseHeaders();
    headers.set("Cache-Control", "no-cache, no-store, must-revalidate");
    headers.set("Pragma", "no-cache");
    headers.set("Expires", "0");
    send(exchange, 200, "application/json", jwks.get());
  }

  /// Returns the host of the request. The header of a proxy takes precedence over that of the
  /// client.
  private static String requestedHost(HttpExchange exchange) {
    var headers = exchange.getRequestHeaders();
    var forwarded = headers.getFirst("X-Forwarded-Host");
    var host = forwarded == null || forwarded.isEmpty() ? headers.getFirst("Host") : forwarded;
    return host == null ? "" : host;
  }

  private static String withoutPort(String host) {
    return host.replaceFirst(":\\d*$", "");
  }

  private static void error(HttpExchange exchange, int code, String text) throws IOException {
    exchange.getResponseHeaders().set("X-Content-Type-Options", "nosniff");
    send(exchange, code, "text/plain; charset=utf-8", text + "\n");
  }

  private static void send(HttpExchange exchange, int code, String type, String body)
      throws IOException {
    var bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(code, NO_BODY);
      return;
    }
    exchange.sendResponseHeaders(code, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
