package io.spiffeaws.sandbox.aws.rolesanywhere.registry;

import java.security.cert.X509CRL;

/// A certificate revocation list of a trust anchor.
///
/// @param data in base64, as given
public record Crl(Resource resource, String data, X509CRL list, String trustAnchorArn)
    implements Identified {

  public Crl with(Resource changed) {
    return new Crl(changed, data, list, trustAnchorArn);
  }

  public Crl with(String changedData, X509CRL changed) {
    return new Crl(resource, changedData, changed, trustAnchorArn);
  }
}
