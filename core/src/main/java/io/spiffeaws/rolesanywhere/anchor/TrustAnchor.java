package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.security.cert.X509Certificate;
import java.util.List;

/// A trust anchor of IAM Roles Anywhere (API reference, `TrustAnchorDetail`).
///
/// @param name not unique in an account
/// @param cas the certificates of a certificate bundle, at most two; empty for another source
/// @param sourceType `CERTIFICATE_BUNDLE`, `AWS_ACM_PCA` or `SELF_SIGNED_REPOSITORY`
public record TrustAnchor(
    RolesAnywhereArn arn,
    String name,
    boolean enabled,
    String sourceType,
    List<X509Certificate> cas) {
  /// The source type of the anchors that this program creates.
  public static final String CERTIFICATE_BUNDLE = "CERTIFICATE_BUNDLE";

  public TrustAnchor {
    cas = List.copyOf(cas);
  }
}
