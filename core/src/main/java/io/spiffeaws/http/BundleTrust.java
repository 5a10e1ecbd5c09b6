package io.spiffeaws.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts the given CAs as the JDK does. It first parses only CAs whose name appears in the
/// server's chain, since parsing all public CAs takes longer than a complete exchange with STS. If
/// those do not suffice, it parses all. Thread-safe.
final class BundleTrust extends X509ExtendedTrustManager {
  private final List<byte[]> authorities;

  /// @param authorities certificates, in DER
  BundleTrust(List<byte[]> authorities) {
    this.authorities = List.copyOf(authorities);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    check(chain, trust -> trust.checkServerTrusted(chain, authType, socket));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    check(chain, trust -> trust.checkServerTrusted(chain, authType, engine));
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    check(chain, trust -> trust.checkServerTrusted(chain, authType));
  }

  private interface Check {
    void of(X509ExtendedTrustManager trust) throws CertificateException;
  }

  private void check(X509Certificate[] chain, Check check) throws CertificateException {
    try {
      check.of(trusting(authority -> isNamed(authority, chain)));
    } catch (CertificateException notTrusted) {
      check.of(trusting(authority -> true));
    }
  }

  /// Whether an authority's certificate contains the name of an issuer in that chain, byte by byte.
  private static boolean isNamed(byte[] authority, X509Certificate[] chain) {
    for (var certificate : chain) {
      if (contains(authority, certificate.getIssuerX500Principal().getEncoded())) {
        return true;
      }
    }
    return false;
  }

  private static boolean contains(byte[] bytes, byte[] part) {
    for (var at = 0; at <= bytes.length - part.length; at++) {
      var length = 0;
      while (length < part.length && bytes[at + length] == part[length]) {
        length++;
      }
      if (length == part.length) {
        return true;
      }
    }
    return false;
  }

  private X509ExtendedTrustManager trusting(Predicate<byte[]> wanted) throws CertificateException {
    var certificates = new ArrayList<X509Certificate>();
    var factory = CertificateFactory.getInstance("X.509");
    for (var authority : authorities) {
      if (wanted.test(authority)
          && factory.generateCertificate(new ByteArrayInputStream(authority))
              instanceof X509Certificate certificate) {
        certificates.add(certificate);
      }
    }
    return trusting(certificates);
  }

  private static X509ExtendedTrustManager trusting(List<X509Certificate> certificates)
      throws CertificateException {
    if (certificates.isEmpty()) {
      throw new CertificateException("no CA of the bundle issued a certificate of the chain");
    }
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var certificate : certificates) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK cannot hold certificates in memory", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
      throws CertificateException {
    throw clients();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
      throws CertificateException {
    throw clients();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType)
      throws CertificateException {
    throw clients();
  }

  private static CertificateException clients() {
    return new CertificateException("these CAs authenticate only servers");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
