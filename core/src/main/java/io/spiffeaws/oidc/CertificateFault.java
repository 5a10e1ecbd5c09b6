package io.spiffeaws.oidc;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What is wrong with the certificates that an issuer's web server sends, and what it must send.
///
/// @param kind of fault
/// @param message the fault, in one line
/// @param hint what to change, and who can
public record CertificateFault(Kind kind, String message, String hint) {
  /// The kinds of faults, the most specific first.
  public enum Kind {
    /// A certificate has expired.
    EXPIRED,
    /// A certificate is not valid yet.
    NOT_YET_VALID,
    /// The certificate is for other hosts.
    OTHER_NAME,
    /// The certificate may not be used by a server.
    WRONG_PURPOSE,
    /// The RSA key is too short.
    WEAK_KEY,
    /// A certificate is signed with a broken hash function.
    WEAK_SIGNATURE,
    /// A certificate that issued another one is not a CA's.
    NOT_A_CA,
    /// The certificate has no CA.
    SELF_SIGNED,
    /// The certificate of an intermediate CA is not sent.
    INCOMPLETE,
    /// The CA is neither public nor trusted here.
    UNKNOWN_CA
  }

  /// How the certificates are judged by this machine.
  ///
  /// @param trusted whether the JDK accepts them for the host
  /// @param bundle whether the trusted CAs are those of `AWS_CA_BUNDLE`
  public record Trust(boolean trusted, boolean bundle) {}

  /// Returns the first fault, or empty if there is none.
  ///
  /// @param sent the certificates in the server's order, its own first
  /// @param host the name that the server is called by
  /// @param now this machine's time
  public static Optional<CertificateFault> of(
      List<X509Certificate> sent, String host, Instant now, Trust trust) {
    return new CertificateReview(sent, host, now, trust).fault();
  }

  /// Returns whether a wrong clock of this machine can be the cause.
  public boolean ofTime() {
    return kind == Kind.EXPIRED || kind == Kind.NOT_YET_VALID;
  }

  /// Returns whether only this machine may lack the CA, so that AWS accepts the certificates if the
  /// OIDC provider has their thumbprint.
  public boolean ofTrust() {
    return kind == Kind.SELF_SIGNED || kind == Kind.INCOMPLETE || kind == Kind.UNKNOWN_CA;
  }
}
