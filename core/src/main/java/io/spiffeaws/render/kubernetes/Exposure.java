package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.conf.ProviderListener;
import java.util.Optional;

/// How the OIDC discovery provider is exposed outside the cluster.
public sealed interface Exposure {
  /// By an Ingress, with a certificate of cert-manager.
  ///
  /// @param ingressClass of the ingress controller
  /// @param email of the ACME account; ACME services no longer require one
  record Ingress(String ingressClass, Optional<String> email) implements Exposure {}

  /// By an HTTPProxy of Contour, with a certificate of cert-manager.
  record Contour(String ingressClass, Optional<String> email) implements Exposure {}

  /// By a load balancer, with certificates that the provider obtains itself.
  record OwnAcme(ProviderListener.Acme acme) implements Exposure {}
}
