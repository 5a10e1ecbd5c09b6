package io.spiffeaws.aws;

import io.spiffeaws.problem.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/// The certificates of a PEM file as the only CAs to trust (`AWS_CA_BUNDLE`).
public final class CaBundle {
  private final List<X509Certificate> certificates;

  private CaBundle(List<X509Certificate> certificates) {
    this.certificates = List.copyOf(certificates);
  }

  /// @throws ProblemException malformed, where the file cannot be read or holds no certificate
  public static CaBundle read(Path file) {
    try (var bytes = Files.newInputStream(file)) {
      var certificates =
          CertificateFactory.getInstance("X.509").generateCertificates(bytes).stream()
              .map(X509Certificate.class::cast)
              .toList();
      if (certificates.isEmpty()) {
        throw unusable(file, "it holds no certificate");
      }
      return new CaBundle(certificates);
    } catch (IOException e) {
      throw unusable(file, "it cannot be read");
    } catch (CertificateException e) {
      throw unusable(file, "it is not a PEM file of certificates");
    }
  }

  public TrustManager[] trustManagers() {
    try {
      var store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      for (var certificate : certificates) {
        store.setCertificateEntry("ca-" + store.size(), certificate);
      }
      var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      factory.init(store);
      return factory.getTrustManagers();
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the JDK cannot hold certificates in memory", e);
    }
  }

  /// A TLS context that trusts these CAs and no others.
  public SSLContext tls() {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(null, trustManagers(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK has no TLS", e);
    }
  }

  private static ProblemException unusable(Path file, String why) {
    return ProblemException.malformed(
        "malformed-ca-bundle",
        "the CA bundle " + file + " cannot be used: " + why,
        "name a readable PEM file in AWS_CA_BUNDLE, or unset it");
  }
}
