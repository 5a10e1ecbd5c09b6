package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.conf.IssuerLocation;

/// The Ingress through which AWS fetches the discovery document and the keys. It exposes nothing
/// else.
final class IngressManifest {
  private IngressManifest() {}

  static String yaml(ClusterSettings settings, Exposure.Ingress ingress) {
    var place = IssuerLocation.of(settings.issuer());
    return settings
        .template()
        .text("class", ingress.ingressClass())
        .text("host", place.host())
        .text("discovery", place.discoveryPath())
        .text("keys", place.keysPath())
        .fill(
            """
            apiVersion: networking.k8s.io/v1
            kind: Ingress
            metadata:
              name: oidc-discovery-provider
              namespace: ${namespace}
            spec:
              ingressClassName: ${class}
              tls:
                - hosts: [${host}]
                  secretName: oidc-discovery-provider-tls
              rules:
                - host: ${host}
                  http:
                    paths:
                      - path: ${discovery}
                        pathType: Exact
                        backend:
                          service:
                            name: oidc-discovery-provider
                            port: {name: http}
                      - path: ${keys}
                        pathType: Exact
                        backend:
                          service:
                            name: oidc-discovery-provider
                            port: {name: http}
            """);
  }
}
