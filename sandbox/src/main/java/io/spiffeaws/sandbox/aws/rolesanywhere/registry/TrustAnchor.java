package io.spiffeaws.sandbox.aws.rolesanywhere.registry;

import io.spiffeaws.json.Json;
import java.security.cert.X509Certificate;
import java.util.List;

/// A trust anchor: the CAs whose certificates are accepted.
///
/// @param pem the certificates as given
/// @param certificates one or two
/// @param notifications the notification settings, in the form of the API
public record TrustAnchor(
    Resource resource, String pem, List<X509Certificate> certificates, List<Json.Obj> notifications)
    implements Identified {

  public TrustAnchor {
    certificates = List.copyOf(certificates);
    notifications = List.copyOf(notifications);
  }

  public TrustAnchor with(Resource changed) {
    return new TrustAnchor(changed, pem, certificates, notifications);
  }

  public TrustAnchor withNotifications(List<Json.Obj> changed) {
    return new TrustAnchor(resource, pem, certificates, changed);
  }
}
