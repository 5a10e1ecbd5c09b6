package io.spiffeaws.sandbox.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/// The single certificate of a server, and its key. A key store would encrypt and decrypt the key,
/// with ten thousand rounds of key derivation each, although the key never leaves the memory.
public final class ServerIdentity extends X509ExtendedKeyManager {
  private static final String ONLY = "server";

  private final Supplier<X509Certificate> certificate;
  private final PrivateKey key;

  /// Creates an identity.
  ///
  /// @param certificate the only certificate that the server presents
  /// @param key of that certificate
  public ServerIdentity(X509Certificate certificate, PrivateKey key) {
    this(() -> certificate, key);
  }

  /// Creates an identity whose certificate changes.
  ///
  /// @param certificate the current one, always of the same key
  public ServerIdentity(Supplier<X509Certificate> certificate, PrivateKey key) {
    this.certificate = certificate;
    this.key = key;
  }

  /// Returns the alias if the certificate's key has that type, otherwise null. The JDK calls it for
  /// each type.
  private @Nullable String alias(String keyType) {
    return keyType.equals(key.getAlgorithm()) ? ONLY : null;
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return alias(keyType);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return alias(keyType);
  }

  @Override
  public String[] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return alias(keyType) == null ? new String[0] : new String[] {ONLY};
  }

  @Override
  public X509Certificate[] getCertificateChain(String alias) {
    return new X509Certificate[] {certificate.get()};
  }

  @Override
  public PrivateKey getPrivateKey(String alias) {
    return key;
  }

  @Override
  public @Nullable String chooseEngineClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return null;
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }

  @Override
  public String[] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return new String[0];
  }
}
