package io.spiffeaws.rolesanywhere.anchor;

import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The trust anchors of an account and region. Every method may throw a
/// [io.spiffeaws.problem.ProblemException]: missing, refused or unreachable. An account may make
/// one management call a second; an adapter keeps to that. Thread-safe.
public interface TrustAnchors {
  /// Returns all trust anchors; reads all pages.
  List<TrustAnchor> list();

  /// Returns the trust anchor, or empty if there is none with that ARN.
  Optional<TrustAnchor> find(RolesAnywhereArn arn);

  /// Creates an enabled trust anchor with a certificate bundle.
  ///
  /// @param cas one or two CA certificates
  TrustAnchor create(String name, List<X509Certificate> cas, Map<String, String> tags);

  /// Replaces the certificates.
  ///
  /// @param cas one or two CA certificates
  TrustAnchor replaceCas(RolesAnywhereArn arn, List<X509Certificate> cas);

  void enable(RolesAnywhereArn arn);

  /// Deletes the trust anchor; does nothing if it does not exist.
  void delete(RolesAnywhereArn arn);

  /// Returns its tags by key.
  Map<String, String> tags(RolesAnywhereArn arn);

  void tag(RolesAnywhereArn arn, Map<String, String> tags);
}
