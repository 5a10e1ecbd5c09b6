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

/// Trusts the SPIRE server of this process's own trust domain, and nobody else: by the SPIFFE ID in
/// its certificate and the trust domain's bundle, whatever the host's name is.
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
      throw new ServerNotTrusted(another(claimed.toString(), server), null);
    }
  }

  private SpiffeId claimed(X509Certificate leaf, SpiffeId server) throws ServerNotTrusted {
    try {
      return X509SvidCheck.claimed(leaf);
    } catch (CertificateException e) {
      throw new ServerNotTrusted(
          another("no SPIFFE workload, by its certificate (" + e.getMessage() + ")", server), e);
    }
  }

  private Problem another(String who, SpiffeId server) {
    return new Problem.Refused(
        "server-is-another",
        "what answers at " + address + " is " + who + ", not the SPIRE server " + server,
        "name the SPIRE server's own host and port with --server-address, mostly port 8081");
  }

  private Problem unsigned(SpiffeId claimed, SpiffeId server) {
    return new Problem.Refused(
        "server-not-trusted",
        "the certificate of "
            + address
            + ", which names "
            + claimed
            + ", is not valid by the trust bundle of "
            + server.trustDomain()
            + " that the SPIFFE agent has",
        "is it the server that this agent belongs to? Where it is, compare its spire-server bundle"
            + " show with the agent's, and the clocks of both machines");
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
    return new CertificateException("this is no server");
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
