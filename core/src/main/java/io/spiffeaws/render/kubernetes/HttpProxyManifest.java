package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.conf.IssuerLocation;

/// The HTTPProxy of Contour through which AWS fetches the discovery document and the keys. It
/// exposes nothing else.
final class HttpProxyManifest {
  private HttpProxyManifest() {}

  static String yaml(ClusterSettings settings, Exposure.Contour contour) {
    var place = IssuerLocation.of(settings.issuer());
    return settings
        .template()
        .text("class", contour.ingressClass())
        .text("host", place.host())
        .text("discovery", place.discoveryPath())
        .text("keys", place.keysPath())
        .fill(
            """
            apiVersion: projectcontour.io/v1
            kind: HTTPProxy
            metadata:
              name: oidc-discovery-provider
              namespace: ${namespace}
            spec:
              ingressClassName: ${class}
              virtualhost:
                fqdn: ${host}
                tls:
                  secretName: oidc-discovery-provider-tls
              routes:
                - conditions:
                    - exact: ${discovery}
                  services:
                    - name: oidc-discovery-provider
                      port: 80
                - conditions:
                    - exact: ${keys}
                  services:
                    - name: oidc-discovery-provider
                      port: 80
            """);
  }
}
