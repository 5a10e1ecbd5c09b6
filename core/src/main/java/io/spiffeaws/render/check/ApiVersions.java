package io.spiffeaws.render.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// API versions that no cluster of today serves (Kubernetes, "Deprecated API Migration Guide";
/// release notes of cert-manager and Contour).
final class ApiVersions {
  /// @param kinds that it is about; none, for all
  /// @param since what no longer serves it
  /// @param instead the version, and the kind where that is another
  private record Dead(String version, Set<String> kinds, String since, String instead) {
    boolean is(String version, String kind) {
      return this.version.equals(version) && (kinds.isEmpty() || kinds.contains(kind));
    }
  }

  private static final List<Dead> DEAD =
      List.of(
          dead("extensions/v1beta1", "Kubernetes 1.22", "networking.k8s.io/v1", "Ingress"),
          dead("extensions/v1beta1", "Kubernetes 1.16", "networking.k8s.io/v1", "NetworkPolicy"),
          dead(
              "extensions/v1beta1",
              "Kubernetes 1.25",
              "labels pod-security.kubernetes.io/... at the Namespace",
              "PodSecurityPolicy"),
          dead("extensions/v1beta1", "Kubernetes 1.16", "apps/v1"),
          dead("apps/v1beta1", "Kubernetes 1.16", "apps/v1"),
          dead("apps/v1beta2", "Kubernetes 1.16", "apps/v1"),
          dead(
              "networking.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "networking.k8s.io/v1",
              "Ingress",
              "IngressClass"),
          dead(
              "rbac.authorization.k8s.io/v1alpha1",
              "Kubernetes 1.20",
              "rbac.authorization.k8s.io/v1"),
          dead(
              "rbac.authorization.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "rbac.authorization.k8s.io/v1"),
          dead("apiextensions.k8s.io/v1beta1", "Kubernetes 1.22", "apiextensions.k8s.io/v1"),
          dead(
              "admissionregistration.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "admissionregistration.k8s.io/v1",
              "MutatingWebhookConfiguration",
              "ValidatingWebhookConfiguration"),
          dead("apiregistration.k8s.io/v1beta1", "Kubernetes 1.22", "apiregistration.k8s.io/v1"),
          dead(
              "authentication.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "authentication.k8s.io/v1",
              "TokenReview"),
          dead("authorization.k8s.io/v1beta1", "Kubernetes 1.22", "authorization.k8s.io/v1"),
          dead(
              "certificates.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "certificates.k8s.io/v1",
              "CertificateSigningRequest"),
          dead("coordination.k8s.io/v1beta1", "Kubernetes 1.22", "coordination.k8s.io/v1", "Lease"),
          dead("scheduling.k8s.io/v1beta1", "Kubernetes 1.22", "scheduling.k8s.io/v1"),
          dead(
              "storage.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "storage.k8s.io/v1",
              "CSIDriver",
              "CSINode",
              "StorageClass",
              "VolumeAttachment"),
          dead(
              "storage.k8s.io/v1beta1",
              "Kubernetes 1.27",
              "storage.k8s.io/v1",
              "CSIStorageCapacity"),
          dead("autoscaling/v2beta1", "Kubernetes 1.25", "autoscaling/v2"),
          dead("autoscaling/v2beta2", "Kubernetes 1.26", "autoscaling/v2"),
          dead("discovery.k8s.io/v1beta1", "Kubernetes 1.25", "discovery.k8s.io/v1"),
          dead("events.k8s.io/v1beta1", "Kubernetes 1.25", "events.k8s.io/v1"),
          dead("node.k8s.io/v1beta1", "Kubernetes 1.25", "node.k8s.io/v1"),
          dead(
              "flowcontrol.apiserver.k8s.io/v1beta1",
              "Kubernetes 1.26",
              "flowcontrol.apiserver.k8s.io/v1"),
          dead(
              "flowcontrol.apiserver.k8s.io/v1beta2",
              "Kubernetes 1.29",
              "flowcontrol.apiserver.k8s.io/v1"),
          dead(
              "flowcontrol.apiserver.k8s.io/v1beta3",
              "Kubernetes 1.32",
              "flowcontrol.apiserver.k8s.io/v1"),
          dead(
              "policy/v1beta1",
              "Kubernetes 1.25",
              "labels pod-security.kubernetes.io/... at the Namespace",
              "PodSecurityPolicy"),
          dead("policy/v1beta1", "Kubernetes 1.25", "policy/v1"),
          dead("batch/v1beta1", "Kubernetes 1.25", "batch/v1"),
          dead("certmanager.k8s.io/v1alpha1", "cert-manager 0.11", "cert-manager.io/v1"),
          dead("cert-manager.io/v1alpha2", "cert-manager 1.6", "cert-manager.io/v1"),
          dead("cert-manager.io/v1alpha3", "cert-manager 1.6", "cert-manager.io/v1"),
          dead("cert-manager.io/v1beta1", "cert-manager 1.6", "cert-manager.io/v1"),
          dead(
              "contour.heptio.com/v1beta1",
              "Contour 1.6",
              "projectcontour.io/v1, kind HTTPProxy",
              "IngressRoute"),
          dead(
              "spiffeid.spiffe.io/v1beta1",
              "SPIRE 1.6.0",
              "spire.spiffe.io/v1alpha1, kind ClusterSPIFFEID: render controller-manager",
              "SpiffeID"));

  private ApiVersions() {}

  private static Dead dead(String version, String since, String instead, String... kinds) {
    return new Dead(version, Set.of(kinds), since, instead);
  }

  /// @param line that the version stands in
  static Optional<Finding> check(String version, String kind, int line) {
    return DEAD.stream()
        .filter(dead -> dead.is(version, kind))
        .findFirst()
        .map(dead ->
            new Finding(
                line,
                "api-version",
                "%s of %s: not served since %s".formatted(version, kind, dead.since()),
                "write " + dead.instead()));
  }
}
