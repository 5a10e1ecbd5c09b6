package io.spiffeaws.oidc;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.CaBundle;
import io.spiffeaws.http.HttpConnections;
import io.spiffeaws.json.Json;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLConnection;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/// [IssuerDocuments] over HTTPS, as AWS fetches them: one deadline for the complete answer,
/// redirects only to https, at most 1 MiB. Thread-safe.
public final class HttpsIssuerDocuments implements IssuerDocuments, DocumentFetch {
  /// How long AWS waits for both documents.
  public static final Duration AWS_TIMEOUT = Duration.ofSeconds(5);

  /// How long to wait for the time of a server whose certificate is not accepted.
  private static final Duration CLOCK_PATIENCE = Duration.ofSeconds(2);

  private static final int MAX_BYTES = 1 << 20;

  private final ConnectToSocketFactory sockets;
  private final IssuerRoutes routes;
  private final Duration timeout;
  private final CallLog calls;

  /// Creates a client.
  ///
  /// @param tls TLS settings with the trusted CAs
  /// @param timeout for one document, from the DNS lookup to the last byte
  public HttpsIssuerDocuments(
      SSLContext tls, IssuerRoutes routes, Duration timeout, CallLog calls) {
    this.sockets = new ConnectToSocketFactory(tls.getSocketFactory(), routes.connectTo());
    this.routes = routes;
    this.timeout = timeout;
    this.calls = calls;
  }

  /// Creates a client that trusts the CAs of a bundle.
  ///
  /// @param caBundle the only trusted CAs; if empty, the JDK's CAs
  /// @throws ProblemException malformed, if the bundle cannot be read
  public static HttpsIssuerDocuments trusting(
      Optional<Path> caBundle, IssuerRoutes routes, Duration timeout, CallLog calls) {
    return new HttpsIssuerDocuments(
        caBundle
            .map(bundle -> CaBundle.read(bundle).tls())
            .orElseGet(HttpsIssuerDocuments::defaultTls),
        routes,
        timeout,
        calls);
  }

  @Override
  public Discovery discovery(String issuer) {
    var url = IssuerUrl.parse(issuer).discoveryDocument();
    return Discovery.parse(url, issuer, served(url, "discovery").text());
  }

  @Override
  public String keys(URI jwksUri) {
    var url = HttpsUrl.parse("the jwks_uri", jwksUri.toString());
    var text = served(url, "keys").text();
    if (!(Discovery.object(url, text).get("keys").orElse(null) instanceof Json.Arr)) {
      throw IssuerProblems.malformed(url, "it has no list of keys");
    }
    return text;
  }

  @Override
  public Fetched fetch(URI url) {
    return fetch(url, timeout);
  }

  @Override
  public Fetched fetch(URI url, Duration limit) {
    return fetch(HttpsUrl.parse("the address", url.toString()), "document", shorter(limit));
  }

  @Override
  public Duration timeout() {
    return timeout;
  }

  @Override
  public Optional<Instant> timeAt(URI url) {
    try {
      return new HttpsIssuerDocuments(AnyCertificate.tls(), routes, shorter(CLOCK_PATIENCE), calls)
          .fetch(url)
          .servedAt();
    } catch (ProblemException noAnswer) {
      return Optional.empty();
    }
  }

  private Duration shorter(Duration limit) {
    return limit.compareTo(timeout) < 0 ? limit : timeout;
  }

  private Fetched served(URI url, String operation) {
    var fetched = fetch(url, operation, timeout);
    if (fetched.status() != HttpsURLConnection.HTTP_OK) {
      throw IssuerProblems.status(url, fetched.status());
    }
    return fetched;
  }

  /// Fetches in a separate thread, because the JDK's client limits each read but not the complete
  /// request.
  private Fetched fetch(URI url, String operation, Duration limit) {
    var started = System.nanoTime();
    var answer = new Answer();
    var task = new FutureTask<>(() -> get(url, answer));
    daemon(task);
    try {
      var got = task.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new Fetched(
          got.status(),
          got.text(),
          got.from(),
          Duration.ofNanos(System.nanoTime() - started),
          got.servedAt());
    } catch (TimeoutException e) {
      daemon(answer::abandon); // in a thread, because it waits for a pending read
      answer.code = "no answer in time";
      throw IssuerProblems.timedOut(url, limit);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unreachable("interrupted", "interrupted while fetching " + url, "");
    } catch (ExecutionException e) {
      throw failed(url, e.getCause());
    } finally {
      calls.called("issuer", operation, Duration.ofNanos(System.nanoTime() - started), answer.code);
    }
  }

  private static void daemon(Runnable task) {
    Thread.ofPlatform().daemon().name("issuer").start(task);
  }

  private static final class Answer {
    private volatile String code = "no answer";
    private volatile @Nullable HttpsURLConnection connection;

    /// Closes the connection.
    void abandon() {
      var open = connection;
      if (open != null) {
        open.disconnect();
      }
    }
  }

  private RuntimeException failed(URI url, @Nullable Throwable cause) {
    return switch (cause) {
      case ProblemException problem -> problem;
      case CharacterCodingException _ -> IssuerProblems.malformed(url, "it is not UTF-8");
      case IOException e -> IssuerProblems.unreachable(url, routes.proxy(url), e);
      case RuntimeException e when e.getCause() instanceof IllegalArgumentException ->
          IssuerProblems.malformed(url, "it redirects to a port outside 1 to 65535");
      case RuntimeException e -> e;
      case null, default -> new IllegalStateException(cause);
    };
  }

  /// Fetches in the current thread. `took` of the result is zero, because the caller measures it.
  private Fetched get(URI url, Answer answer) throws IOException {
    if (!(open(url) instanceof HttpsURLConnection connection)) {
      throw IssuerProblems.notHttps("the address", url.toString());
    }
    answer.connection = connection;
    connection.setSSLSocketFactory(sockets);
    connection.setInstanceFollowRedirects(true);
    connection.setRequestProperty("Accept", "application/json");
    try {
      var status = connection.getResponseCode();
      answer.code = Integer.toString(status);
      var text = status == HttpsURLConnection.HTTP_OK ? body(connection, url) : "";
      return new Fetched(status, text, from(connection, url), Duration.ZERO, servedAt(connection));
    } finally {
      connection.disconnect();
    }
  }

  /// The server's time from the Date header, plus the age of a cached answer (RFC 9111, section
  /// 4.2.3); empty if there is no Date header.
  private static Optional<Instant> servedAt(HttpsURLConnection connection) {
    var date = connection.getDate();
    return date == 0
        ? Optional.empty()
        : Optional.of(
            Instant.ofEpochMilli(date)
                .plusSeconds(Math.max(0, connection.getHeaderFieldInt("Age", 0))));
  }

  private static URI from(HttpsURLConnection connection, URI asked) {
    try {
      return connection.getURL().toURI();
    } catch (URISyntaxException notAUri) {
      return asked;
    }
  }

  private URLConnection open(URI url) throws IOException {
    return new HttpConnections(routes.proxies(url), Optional.empty(), timeout).open(url);
  }

  private static String body(HttpsURLConnection connection, URI url) throws IOException {
    try (var stream = connection.getInputStream()) {
      var bytes = stream.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw IssuerProblems.tooLarge(url);
      }
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }

  private static SSLContext defaultTls() {
    try {
      return SSLContext.getDefault();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }
}
