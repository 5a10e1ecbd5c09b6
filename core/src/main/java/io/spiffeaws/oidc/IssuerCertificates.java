package io.spiffeaws.oidc;

import java.net.URI;

/// The certificates that a server shows when it is asked for a TLS connection.
public interface IssuerCertificates {
  /// SHA-1 of the last certificate that the server of the keys sends, 40 lower-case hexadecimal
  /// digits: what IAM calls a thumbprint (IAM User Guide, "Obtain the thumbprint for an OpenID
  /// Connect identity provider").
  ///
  /// @param jwksUri an https URI
  /// @throws io.spiffeaws.problem.ProblemException unreachable, where there is no TLS connection
  String thumbprint(URI jwksUri);
}
