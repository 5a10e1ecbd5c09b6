package io.spiffeaws.spire;

import io.spiffeaws.workload.X509Svid;
import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// Presents the current X509-SVID of this process to a server in each TLS handshake. Handshakes are
/// sequential: a connection has a single thread.
final class AdminKeys extends X509ExtendedKeyManager {
  private static final String ALIAS = "svid";

  private final AdminIdentity identity;
  private volatile @Nullable X509Svid shown;

  AdminKeys(AdminIdentity identity) {
    this.identity = identity;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] types, Principal @Nullable [] issuers, SSLEngine engine) {
    var svid = identity.held();
    shown = svid;
    return Arrays.asList(types).contains(svid.key().getAlgorithm()) ? ALIAS : null;
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    var svid = shown;
    return svid == null ? null : svid.chain().toArray(new X509Certificate[0]);
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    var svid = shown;
    return svid == null ? null : svid.key();
  }

  @Override
  public String @Nullable [] getClientAliases(String type, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] types, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }

  @Override
  public String @Nullable [] getServerAliases(String type, Principal @Nullable [] issuers) {
    return null;
  }

  @Override
  public @Nullable String chooseServerAlias(
      String type, Principal @Nullable [] issuers, Socket socket) {
    return null;
  }
}
