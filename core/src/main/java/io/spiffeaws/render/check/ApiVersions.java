package io.spiffeaws.render.check;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// API versions that current clusters no longer serve (Kubernetes, "Deprecated API Migration
/// Guide"; release notes of cert-manager and Contour).
final class ApiVersions {
  /// A removed API version.
  ///
  /// @param kinds that it concerns; if empty, all
  /// @param since the release that no longer serves it
  /// @param instead the replacement: the version, and the kind if it differs
  private record Removed(String version, Set<String> kinds, String since, String instead) {
    boolean is(String version, String kind) {
      return this.version.equals(version) && (kinds.isEmpty() || kinds.contains(kind));
    }
  }

  private static final List<Removed> REMOVED =
      List.of(
          removed("extensions/v1beta1", "Kubernetes 1.22", "networking.k8s.io/v1", "Ingress"),
          removed("extensions/v1beta1", "Kubernetes 1.16", "networking.k8s.io/v1", "NetworkPolicy"),
          removed(
              "extensions/v1beta1",
              "Kubernetes 1.25",
              "labels pod-security.kubernetes.io/... on the Namespace",
              "PodSecurityPolicy"),
          removed("extensions/v1beta1", "Kubernetes 1.16", "apps/v1"),
          removed("apps/v1beta1", "Kubernetes 1.16", "apps/v1"),
          removed("apps/v1beta2", "Kubernetes 1.16", "apps/v1"),
          removed(
              "networking.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "networking.k8s.io/v1",
              "Ingress",
              "IngressClass"),
          removed(
              "rbac.authorization.k8s.io/v1alpha1",
              "Kubernetes 1.20",
              "rbac.authorization.k8s.io/v1"),
          removed(
              "rbac.authorization.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "rbac.authorization.k8s.io/v1"),
          removed("apiextensions.k8s.io/v1beta1", "Kubernetes 1.22", "apiextensions.k8s.io/v1"),
          removed(
              "admissionregistration.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "admissionregistration.k8s.io/v1",
              "MutatingWebhookConfiguration",
              "ValidatingWebhookConfiguration"),
          removed("apiregistration.k8s.io/v1beta1", "Kubernetes 1.22", "apiregistration.k8s.io/v1"),
          removed(
              "authentication.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "authentication.k8s.io/v1",
              "TokenReview"),
          removed("authorization.k8s.io/v1beta1", "Kubernetes 1.22", "authorization.k8s.io/v1"),
          removed(
              "certificates.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "certificates.k8s.io/v1",
              "CertificateSigningRequest"),
          removed(
              "coordination.k8s.io/v1beta1", "Kubernetes 1.22", "coordination.k8s.io/v1", "Lease"),
          removed("scheduling.k8s.io/v1beta1", "Kubernetes 1.22", "scheduling.k8s.io/v1"),
          removed(
              "storage.k8s.io/v1beta1",
              "Kubernetes 1.22",
              "storage.k8s.io/v1",
              "CSIDriver",
              "CSINode",
              "StorageClass",
              "VolumeAttachment"),
          removed(
              "storage.k8s.io/v1beta1",
              "Kubernetes 1.27",
              "storage.k8s.io/v1",
              "CSIStorageCapacity"),
          removed("autoscaling/v2beta1", "Kubernetes 1.25", "autoscaling/v2"),
          removed("autoscaling/v2beta2", "Kubernetes 1.26", "autoscaling/v2"),
          removed("discovery.k8s.io/v1beta1", "Kubernetes 1.25", "discovery.k8s.io/v1"),
          removed("events.k8s.io/v1beta1", "Kubernetes 1.25", "events.k8s.io/v1"),
          removed("node.k8s.io/v1beta1", "Kubernetes 1.25", "node.k8s.io/v1"),
          removed(
              "flowcontrol.apiserver.k8s.io/v1beta1",
              "Kubernetes 1.26",
              "flowcontrol.apiserver.k8s.io/v1"),
          removed(
              "flowcontrol.apiserver.k8s.io/v1beta2",
              "Kubernetes 1.29",
              "flowcontrol.apiserver.k8s.io/v1"),
          removed(
              "flowcontrol.apiserver.k8s.io/v1beta3",
              "Kubernetes 1.32",
              "flowcontrol.apiserver.k8s.io/v1"),
          removed(
              "policy/v1beta1",
              "Kubernetes 1.25",
              "labels pod-security.kubernetes.io/... on the Namespace",
              "PodSecurityPolicy"),
          removed("policy/v1beta1", "Kubernetes 1.25", "policy/v1"),
          removed("batch/v1beta1", "Kubernetes 1.25", "batch/v1"),
          removed("certmanager.k8s.io/v1alpha1", "cert-manager 0.11", "cert-manager.io/v1"),
          removed("cert-manager.io/v1alpha2", "cert-manager 1.6", "cert-manager.io/v1"),
          removed("cert-manager.io/v1alpha3", "cert-manager 1.6", "cert-manager.io/v1"),
          removed("cert-manager.io/v1beta1", "cert-manager 1.6", "cert-manager.io/v1"),
          removed(
              "contour.heptio.com/v1beta1",
              "Contour 1.6",
              "projectcontour.io/v1, kind HTTPProxy",
              "IngressRoute"),
          removed(
              "spiffeid.spiffe.io/v1beta1",
              "SPIRE 1.6.0",
              "spire.spiffe.io/v1alpha1, kind ClusterSPIFFEID: spiffe-aws render"
                  + " controller-manager",
              "SpiffeID"));

  private ApiVersions() {}

  private static Removed removed(String version, String since, String instead, String... kinds) {
    return new Removed(version, Set.of(kinds), since, instead);
  }

  /// Checks an API version.
  ///
  /// @param line of the version
  static Optional<Finding> check(String version, String kind, int line) {
    return REMOVED.stream()
        .filter(removed -> removed.is(version, kind))
        .findFirst()
        .map(removed ->
            new Finding(
                line,
                "api-version",
                "%s of %s: not served since %s".formatted(version, kind, removed.since()),
                "write " + removed.instead()));
  }
}
