package io.spiffeaws.oidc;

import java.net.URI;

/// Reads the certificates that a server sends in a TLS handshake.
public interface IssuerCertificates {
  /// Returns the thumbprint as defined by IAM: the SHA-1 of the last certificate that the server of
  /// the keys sends, as 40 lower-case hexadecimal digits (IAM User Guide, "Obtain the thumbprint
  /// for an OpenID Connect identity provider").
  ///
  /// @param jwksUri an https URI
  /// @throws io.spiffeaws.problem.ProblemException unreachable, if there is no TLS connection
  String thumbprint(URI jwksUri);
}
