package io.spiffeaws.oidc;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.ProxyTunnel;
import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// [IssuerHandshake] with the JDK's TLS. It accepts any certificate for the handshake, and records
/// whether the CAs that are trusted here and the JDK's CAs (the public ones) trust it. It sends no
/// data. Thread-safe.
public final class TlsIssuerHandshake implements IssuerHandshake {
  private final Optional<TrustManager> here;
  private final IssuerRoutes routes;
  private final Duration timeout;
  private final CallLog calls;

  /// Creates a client.
  ///
  /// @param here the trusted CAs; if empty, the JDK's CAs
  /// @param timeout for the complete handshake, DNS lookup included
  public TlsIssuerHandshake(
      Optional<TrustManager> here, IssuerRoutes routes, Duration timeout, CallLog calls) {
    this.here = here;
    this.routes = routes;
    this.timeout = timeout;
    this.calls = calls;
  }

  /// Runs in a separate thread, because the JDK has no timeout for a DNS lookup.
  @Override
  public Shown shake(URI url) {
    var started = System.nanoTime();
    var answer = "no answer";
    var task = new FutureTask<>(() -> shown(url));
    Thread.ofPlatform().daemon().name("issuer-handshake").start(task);
    try {
      var shown = task.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
      answer = "OK";
      return shown;
    } catch (TimeoutException e) {
      throw IssuerProblems.timedOut(url, timeout.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw ProblemException.unreachable(
          "interrupted", "interrupted while connecting to " + url, "");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException failed
          ? IssuerProblems.unreachable(url, routes.proxy(url), failed)
          : new IllegalStateException(e);
    } finally {
      calls.called("issuer", "handshake", Duration.ofNanos(System.nanoTime() - started), answer);
    }
  }

  private Shown shown(URI url) throws IOException {
    var host = url.getHost();
    var port = IssuerRoutes.port(url);
    var detour = routes.connectTo().detour(host, port);
    var proxy = routes.proxy(url);
    var addresses =
        detour.isPresent()
            ? new InetAddress[] {resolved(detour.get())}
            : addresses(host, proxy.isPresent());
    var recorder = new TrustRecorder(here.orElseGet(TlsIssuerHandshake::publicCas), publicCas());
    try (var socket = new Socket()) {
      var millis = Math.toIntExact(timeout.toMillis());
      if (proxy.isPresent()) {
        ProxyTunnel.open(socket, proxy.get(), host, port, millis);
      } else {
        var to = detour.map(InetSocketAddress::getPort).orElse(port);
        socket.connect(new InetSocketAddress(addresses[0], to), millis);
      }
      socket.setSoTimeout(millis);
      if (!(recorder.context().getSocketFactory().createSocket(socket, host, port, true)
          instanceof SSLSocket tls)) {
        throw new IOException("the JDK's TLS factory created a socket without TLS");
      }
      try (tls) {
        var parameters = tls.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        var names = Arrays.stream(addresses).map(InetAddress::getHostAddress).distinct().toList();
        var reachable = addresses.length == 0 || PublicAddresses.anyOf(addresses);
        return recorder.shown(url, names, detour.isPresent(), reachable, tls);
      }
    }
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

  private static X509ExtendedTrustManager publicCas() {
    try {
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init((KeyStore) null);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  /// Accepts every certificate, and records which CAs trust it. For one connection.
  private static final class TrustRecorder extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager here;
    private final X509ExtendedTrustManager publicCas;
    private Optional<CertificateException> untrusted = Optional.empty();
    private boolean publicCa;

    TrustRecorder(TrustManager here, X509ExtendedTrustManager publicCas) {
      this.here = (X509ExtendedTrustManager) here;
      this.publicCas = publicCas;
    }

    SSLContext context() {
      try {
        var context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {this}, null);
        return context;
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("the JDK has no TLS", e);
      }
    }

    Shown shown(URI url, List<String> addresses, boolean detour, boolean reachable, SSLSocket tls)
        throws IOException {
      var chain = tls.getSession().getPeerCertificates();
      var leaf = (X509Certificate) chain[0];
      return new Shown(
          addresses,
          detour,
          reachable,
          tls.getSession().getProtocol(),
          untrusted.map(why ->
              IssuerProblems.unreachable(url, Optional.empty(), new SSLException(why))
                  .problem()
                  .message()),
          publicCa,
          leaf.getIssuerX500Principal().getName(),
          leaf.getNotAfter().toInstant(),
          sha1((X509Certificate) chain[chain.length - 1]));
    }

    private static String sha1(X509Certificate certificate) {
      try {
        return HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-1").digest(certificate.getEncoded()));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every JDK has SHA-1", e);
      }
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
      untrusted = why(() -> here.checkServerTrusted(chain, authType, socket));
      publicCa = why(() -> publicCas.checkServerTrusted(chain, authType, socket)).isEmpty();
    }

    private interface TrustCheck {
      void run() throws CertificateException;
    }

    private static Optional<CertificateException> why(TrustCheck check) {
      try {
        check.run();
        return Optional.empty();
      } catch (CertificateException e) {
        return Optional.of(e);
      }
    }

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String authType, javax.net.ssl.SSLEngine engine) {
      throw new UnsupportedOperationException("only connections with a socket are checked");
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("only connections with a socket are checked");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {
      throw new UnsupportedOperationException("this is not a server");
    }

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String authType, javax.net.ssl.SSLEngine engine) {
      throw new UnsupportedOperationException("this is not a server");
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {
      throw new UnsupportedOperationException("this is not a server");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
