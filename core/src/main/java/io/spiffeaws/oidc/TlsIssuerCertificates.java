package io.spiffeaws.oidc;

import io.spiffeaws.call.CallLog;
import io.spiffeaws.http.ProxyTunnel;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HexFormat;
import javax.net.ssl.SSLSocket;

/// [IssuerCertificates] by a TLS handshake. It accepts any certificate, because a thumbprint is
/// needed precisely if no public CA issued it. It only reads the certificate and sends no data.
/// Thread-safe.
public final class TlsIssuerCertificates implements IssuerCertificates {
  private final IssuerRoutes routes;
  private final Duration timeout;
  private final CallLog calls;

  /// Creates a reader.
  ///
  /// @param timeout for the connection, and for each read of the handshake
  public TlsIssuerCertificates(IssuerRoutes routes, Duration timeout, CallLog calls) {
    this.routes = routes;
    this.timeout = timeout;
    this.calls = calls;
  }

  @Override
  public String thumbprint(URI jwksUri) {
    var started = System.nanoTime();
    var answer = "no answer";
    try {
      var thumbprint = sha1(handshake(jwksUri));
      answer = "OK";
      return thumbprint;
    } catch (IOException e) {
      throw IssuerProblems.unreachable(jwksUri, routes.proxy(jwksUri), e);
    } finally {
      calls.called("issuer", "handshake", Duration.ofNanos(System.nanoTime() - started), answer);
    }
  }

  private X509Certificate handshake(URI url) throws IOException {
    var host = url.getHost();
    var port = IssuerRoutes.port(url);
    var millis = Math.toIntExact(timeout.toMillis());
    try (var socket = new Socket()) {
      var proxy = routes.proxy(url);
      if (proxy.isPresent()) {
        ProxyTunnel.open(socket, proxy.get(), host, port, millis);
      } else {
        socket.connect(routes.connectTo().address(host, port), millis);
      }
      socket.setSoTimeout(millis);
      if (!(AnyCertificate.tls().getSocketFactory().createSocket(socket, host, port, true)
          instanceof SSLSocket tls)) {
        throw new IOException("the JDK's TLS factory created a socket without TLS");
      }
      try (tls) {
        tls.startHandshake();
        return (X509Certificate) last(tls.getSession().getPeerCertificates());
      }
    }
  }

  private static <T> T last(T[] items) {
    return items[items.length - 1];
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
