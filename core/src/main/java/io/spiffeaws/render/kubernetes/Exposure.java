package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.conf.ProviderListener;
import java.util.Optional;

/// How the OIDC discovery provider is reached from outside the cluster.
public sealed interface Exposure {
  /// By an Ingress, with a certificate of cert-manager.
  ///
  /// @param ingressClass the controller's
  /// @param email of the ACME account; ACME services no longer need one
  record Ingress(String ingressClass, Optional<String> email) implements Exposure {}

  /// By a HTTPProxy of Contour, with a certificate of cert-manager.
  record Contour(String ingressClass, Optional<String> email) implements Exposure {}

  /// By a load balancer, with certificates that the provider obtains itself.
  record OwnAcme(ProviderListener.Acme acme) implements Exposure {}
}
