package io.spiffeaws.oidc;

import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Accepts every certificate of a server, and records which CAs trust it. For one connection that
/// sends no data.
final class TrustRecorder extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager here;
  private final X509ExtendedTrustManager publicCas = publicCas();
  private List<X509Certificate> sent = List.of();
  private boolean trusted;
  private boolean publicCa;

  /// @param here the CAs that are trusted on this machine; if empty, the JDK's
  TrustRecorder(Optional<TrustManager> here) {
    this.here = here.map(X509ExtendedTrustManager.class::cast).orElse(publicCas);
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

  /// Returns the certificates that the server sent, its own first.
  List<X509Certificate> sent() {
    return sent;
  }

  /// Returns whether the CAs of this machine trust them for the host.
  boolean trusted() {
    return trusted;
  }

  /// Returns whether a public CA, one of the JDK's, trusts them for the host.
  boolean publicCa() {
    return publicCa;
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

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {
    sent = List.of(chain);
    trusted = accepts(() -> here.checkServerTrusted(chain, authType, socket));
    publicCa = accepts(() -> publicCas.checkServerTrusted(chain, authType, socket));
  }

  private interface TrustCheck {
    void run() throws CertificateException;
  }

  private static boolean accepts(TrustCheck check) {
    try {
      check.run();
      return true;
    } catch (CertificateException e) {
      return false;
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
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
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {
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
