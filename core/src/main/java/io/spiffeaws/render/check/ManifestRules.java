package io.spiffeaws.render.check;

import java.util.List;
import java.util.stream.Stream;

/// Deprecated settings of Kubernetes manifests besides API versions, by the kind of object; `*`
/// matches any.
final class ManifestRules {
  /// A rule for a kind of object.
  ///
  /// @param kind of the object that it concerns
  record OfKind(String kind, Rule rule) {
    boolean isAbout(String other) {
      return kind.equals("*") || kind.equals(other);
    }
  }

  private static final List<OfKind> INGRESS =
      List.of(
          of(
              "Ingress",
              Rule.of(
                  "spec ** serviceName",
                  "ingress-service-name",
                  "not a field of networking.k8s.io/v1",
                  "write service: {name: ...}")),
          of(
              "Ingress",
              Rule.of(
                  "spec ** servicePort",
                  "ingress-service-port",
                  "not a field of networking.k8s.io/v1",
                  "write service: {port: {number: ...}}, or {port: {name: ...}}")),
          of(
              "Ingress",
              Rule.of(
                  "metadata annotations kubernetes.io/ingress.class",
                  "ingress-class",
                  "deprecated since Kubernetes 1.18",
                  "write spec.ingressClassName")));

  private static final List<OfKind> CERTIFICATES =
      List.of(
          of(
              "*",
              Rule.of(
                  "metadata annotations certmanager.k8s.io/*",
                  "cert-manager-annotation",
                  "renamed in cert-manager 0.11",
                  "write cert-manager.io/...")),
          of(
              "Certificate",
              Rule.of(
                  "spec acme",
                  "certificate-acme",
                  "removed with cert-manager.io/v1",
                  "write spec.acme.solvers in the Issuer")),
          of(
              "Certificate",
              Rule.of(
                  "spec organization",
                  "certificate-organization",
                  "moved in cert-manager.io/v1",
                  "write spec.subject.organizations")),
          of(
              "Certificate",
              Rule.of(
                  "spec keySize",
                  "certificate-key",
                  "moved in cert-manager.io/v1",
                  "write spec.privateKey.size")),
          of(
              "Certificate",
              Rule.of(
                  "spec keyAlgorithm",
                  "certificate-key",
                  "moved in cert-manager.io/v1",
                  "write spec.privateKey.algorithm")),
          of(
              "*",
              Rule.of(
                  "spec acme http01",
                  "issuer-http01",
                  "removed with cert-manager.io/v1",
                  "write spec.acme.solvers, one of them with http01")));

  private static final List<OfKind> IMAGES =
      List.of(
          of(
              "*",
              Rule.of(
                  "** image",
                  ".*k8s-workload-registrar.*",
                  "registrar-image",
                  "no longer released since SPIRE 1.6.0",
                  "use the SPIRE controller manager: spiffe-aws render controller-manager")),
          of(
              "*",
              Rule.of(
                  "** image",
                  "gcr\\.io/spiffe-io/(?!k8s-workload-registrar|wait-for-it).*",
                  "spiffe-io-image",
                  "SPIRE's images have moved",
                  "write ghcr.io/spiffe/NAME:VERSION, as render kubernetes does")),
          of(
              "*",
              Rule.of(
                  "** image",
                  "gcr\\.io/spiffe-io/wait-for-it.*",
                  "wait-for-it-image",
                  "SPIRE's images have moved, and this one is no longer needed",
                  "delete the init container: the agent retries until the server is available")));

  /// Name of the registrar's configuration file. It is reported by its name alone, whatever its
  /// content.
  static final String REGISTRAR_CONF = "k8s-workload-registrar.conf";

  private static final List<OfKind> REGISTRAR =
      List.of(
          of(
              "ConfigMap",
              Rule.of(
                  "data " + REGISTRAR_CONF,
                  "registrar-conf",
                  "no longer released since SPIRE 1.6.0",
                  "use the SPIRE controller manager: spiffe-aws render controller-manager")));

  private ManifestRules() {}

  static Stream<OfKind> all() {
    return Stream.of(INGRESS, CERTIFICATES, IMAGES, REGISTRAR).flatMap(List::stream);
  }

  private static OfKind of(String kind, Rule rule) {
    return new OfKind(kind, rule);
  }
}
