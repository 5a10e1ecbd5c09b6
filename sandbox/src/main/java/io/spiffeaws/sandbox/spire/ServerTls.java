package io.spiffeaws.sandbox.spire;

import io.spiffeaws.sandbox.tls.CertificateAuthority;
import io.spiffeaws.sandbox.tls.ServerIdentity;
import io.spiffeaws.workload.X509SvidCheck;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// TLS of a server that presents an X509-SVID and accepts those of its trust domain's workloads.
final class ServerTls {
  private ServerTls() {}

  /// Creates the TLS context.
  ///
  /// @param spiffeId ID of the server's own SVID
  static SSLContext of(TrustDomainKeys keys, String spiffeId, Clock clock) {
    try {
      var own = CertificateAuthority.newKeys();
      var svid = new ServerSvid(keys.x509(), spiffeId, own.getPublic(), clock);
      var trust = new Members(keys, clock);
      var context = SSLContext.getInstance("TLS");
      context.init(
          new KeyManager[] {new ServerIdentity(svid::current, own.getPrivate())},
          new TrustManager[] {trust},
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("the JDK cannot serve TLS", e);
    }
  }

  /// Validates client certificates. A client may present none.
  private static final class Members extends X509ExtendedTrustManager {
    private final TrustDomainKeys keys;
    private final Clock clock;

    Members(TrustDomainKeys keys, Clock clock) {
      this.keys = keys;
      this.clock = clock;
    }

    private void check(X509Certificate[] chain) throws CertificateException {
      var caller = X509SvidCheck.claimed(chain[0]);
      if (!caller.trustDomain().equals(keys.trustDomain())) {
        throw new CertificateException("unexpected trust domain in ID \"" + caller + "\"");
      }
      try {
        var bundle =
            keys.x509().bundle().stream().map(each -> each.authority().certificate()).toList();
        X509SvidCheck.signed(List.of(chain), bundle, clock.instant());
      } catch (GeneralSecurityException e) {
        throw new CertificateException(e);
      }
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      check(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
        throws CertificateException {
      throw noServers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
        throws CertificateException {
      throw noServers();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      throw noServers();
    }

    private static CertificateException noServers() {
      return new CertificateException("not a TLS client");
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
