package io.spiffeaws.spire;

import io.spiffeaws.problem.Problem;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.workload.X509SvidCheck;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/// Trusts only the SPIRE server of this process's own trust domain. It checks the SPIFFE ID in the
/// server's certificate and the trust bundle of the trust domain; the host name does not matter.
final class SpireServerTrust extends X509ExtendedTrustManager {
  private static final String SERVER_PATH = "/spire/server";

  private final ServerAddress address;
  private final AdminIdentity identity;

  SpireServerTrust(ServerAddress address, AdminIdentity identity) {
    this.address = address;
    this.identity = identity;
  }

  private void check(X509Certificate[] shown) throws CertificateException {
    var own = identity.held();
    var server = new SpiffeId(own.spiffeId().trustDomain(), SERVER_PATH);
    var chain = List.of(shown);
    var claimed = claimed(chain.getFirst(), server);
    try {
      X509SvidCheck.signed(chain, own.bundle(), identity.now());
    } catch (GeneralSecurityException e) {
      throw new ServerNotTrusted(unsigned(claimed, server), e);
    }
    if (!claimed.equals(server)) {
      throw new ServerNotTrusted(waitForRetry(claimed.toString(), server), null);
    }
  }

  private SpiffeId claimed(X509Certificate leaf, SpiffeId server) throws ServerNotTrusted {
    try {
      return X509SvidCheck.claimed(leaf);
    } catch (CertificateException e) {
      throw new ServerNotTrusted(
          waitForRetry("not a SPIFFE workload (its certificate: " + e.getMessage() + ")", server),
          e);
    }
  }

  private Problem waitForRetry(String claimed, SpiffeId server) {
    return new Problem.Refused(
        "server-is-another",
        "the service at " + address + " is " + claimed + ", expected the SPIRE server " + server,
        "specify the SPIRE server's host and port (usually 8081) with --server-address");
  }

  private Problem unsigned(SpiffeId claimed, SpiffeId server) {
    return new Problem.Refused(
        "server-not-trusted",
        "the certificate of "
            + address
            + " for "
            + claimed
            + " is not valid under the SPIFFE agent's trust bundle of "
            + server.trustDomain(),
        "check that the agent belongs to this server, and compare the output of spire-server bundle"
            + " show with the agent's bundle, and the clocks of both machines");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    throw noClients();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    throw noClients();
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw noClients();
  }

  private static CertificateException noClients() {
    return new CertificateException("client certificates are not accepted");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
