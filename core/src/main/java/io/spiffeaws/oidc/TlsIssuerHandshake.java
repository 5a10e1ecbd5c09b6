package io.spiffeaws.oidc;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.ProxyTunnel;
import io.spiffeaws.oidc.HandshakeProgress.Step;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/// [IssuerHandshake] with the JDK's TLS. It accepts any certificate for the handshake, and records
/// whether the CAs that are trusted here and the JDK's CAs (the public ones) trust it. It sends no
/// data. Thread-safe.
public final class TlsIssuerHandshake implements IssuerHandshake {
  private final Optional<TrustManager> here;
  private final IssuerRoutes routes;
  private final Duration timeout;
  private final CallLog calls;
  private final Clock clock;

  /// Creates a client.
  ///
  /// @param here the trusted CAs; if empty, the JDK's CAs
  /// @param timeout for the complete handshake, DNS lookup included
  /// @param clock decides whether a certificate has expired
  public TlsIssuerHandshake(
      Optional<TrustManager> here,
      IssuerRoutes routes,
      Duration timeout,
      CallLog calls,
      Clock clock) {
    this.here = here;
    this.routes = routes;
    this.timeout = timeout;
    this.calls = calls;
    this.clock = clock;
  }

  /// Runs in a separate thread, because the JDK has no timeout for a DNS lookup. This timeout is
  /// the one that is reported; those of the socket only end a thread that nothing waits for.
  @Override
  public Inspection inspect(URI url) {
    var started = System.nanoTime();
    var answer = "no answer";
    var progress = new HandshakeProgress();
    var task = new FutureTask<>(() -> inspection(url, progress));
    Thread.ofPlatform().daemon().name("issuer-handshake").start(task);
    try {
      var inspection = task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      answer = "OK";
      return inspection;
    } catch (TimeoutException e) {
      throw IssuerProblems.slow(url, progress.step(), timeout);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unreachable(
          "interrupted", "interrupted while connecting to " + url, "");
    } catch (ExecutionException e) {
      throw switch (e.getCause()) {
        case IOException failed -> IssuerProblems.unreachable(url, routes.proxy(url), failed);
        case ProblemException problem -> problem; // a proxy that is not supported
        case null, default -> new IllegalStateException(e);
      };
    } finally {
      calls.called("issuer", "handshake", Duration.ofNanos(System.nanoTime() - started), answer);
    }
  }

  private Inspection inspection(URI url, HandshakeProgress progress) throws IOException {
    var host = url.getHost();
    var port = IssuerRoutes.port(url);
    var redirection = routes.connectTo().redirection(host, port);
    var proxy = routes.proxy(url);
    var addresses =
        redirection.isPresent()
            ? new InetAddress[] {resolved(redirection.get())}
            : addresses(host, proxy.isPresent());
    progress.begin(Step.CONNECT);
    try (var socket = new Socket()) {
      var millis = Math.toIntExact(timeout.toMillis() * 2); // later than the timeout of all steps
      if (proxy.isPresent()) {
        ProxyTunnel.open(socket, proxy.get(), host, port, millis);
      } else {
        var to = redirection.map(InetSocketAddress::getPort).orElse(port);
        socket.connect(new InetSocketAddress(addresses[0], to), millis);
      }
      socket.setSoTimeout(millis);
      progress.begin(Step.TLS);
      var recorder = new TrustRecorder(here);
      var protocol = negotiated(socket, host, port, recorder);
      progress.end();
      return inspection(
          host, addresses, redirection.isPresent(), protocol, recorder, progress.timing());
    }
  }

  /// Performs the handshake, and returns the TLS version.
  private static String negotiated(Socket socket, String host, int port, TrustRecorder recorder)
      throws IOException {
    if (!(recorder.context().getSocketFactory().createSocket(socket, host, port, true)
        instanceof SSLSocket tls)) {
      throw new IOException("the JDK's TLS factory created a socket without TLS");
    }
    try (tls) {
      var parameters = tls.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      tls.setSSLParameters(parameters);
      tls.startHandshake();
      return tls.getSession().getProtocol();
    }
  }

  private Inspection inspection(
      String host,
      InetAddress[] addresses,
      boolean redirection,
      String protocol,
      TrustRecorder recorder,
      Timing timing) {
    var sent = recorder.sent();
    return new Inspection(
        Arrays.stream(addresses).map(InetAddress::getHostAddress).distinct().toList(),
        redirection,
        addresses.length == 0 || PublicAddresses.anyOf(addresses),
        protocol,
        CertificateFault.of(
            sent,
            host,
            clock.instant(),
            new CertificateFault.Trust(recorder.trusted(), here.isPresent())),
        recorder.publicCa(),
        sent.getFirst().getIssuerX500Principal().getName(),
        sent.getFirst().getNotAfter().toInstant(),
        sha1(sent.getLast()),
        timing);
  }

  /// The addresses of a host; none if only the proxy can resolve its name.
  private static InetAddress[] addresses(String host, boolean proxied) throws UnknownHostException {
    try {
      return InetAddress.getAllByName(host);
    } catch (UnknownHostException e) {
      if (proxied) {
        return new InetAddress[0];
      }
      throw e;
    }
  }

  private static InetAddress resolved(InetSocketAddress address) throws UnknownHostException {
    return address.isUnresolved()
        ? InetAddress.getByName(address.getHostString())
        : address.getAddress();
  }

  private static String sha1(X509Certificate certificate) {
    try {
      return HexFormat.of()
          .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }
}
