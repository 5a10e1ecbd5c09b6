package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.conf.IssuerLocation;
import io.spiffeaws.yaml.YamlScalar;
import java.util.Optional;

/// cert-manager's Issuer for Let's Encrypt, and the certificate of the issuer's host. The
/// certificate is of a public CA, so AWS requires no thumbprint.
final class CertificateManifest {
  private CertificateManifest() {}

  static String yaml(ClusterSettings settings, String ingressClass, Optional<String> email) {
    return settings
        .template()
        .text("class", ingressClass)
        .text("host", IssuerLocation.of(settings.issuer()).host())
        .lines("email", email.map(it -> "email: " + YamlScalar.of(it) + "\n").orElse(""))
        .fill(
            """
            apiVersion: cert-manager.io/v1
            kind: Issuer
            metadata:
              name: oidc-discovery-provider
              namespace: ${namespace}
            spec:
              acme:
                server: https://acme-v02.api.letsencrypt.org/directory
                ${email}
                privateKeySecretRef:
                  name: oidc-discovery-provider-acme-account
                solvers:
                  - http01:
                      ingress:
                        ingressClassName: ${class}
            ---
            apiVersion: cert-manager.io/v1
            kind: Certificate
            metadata:
              name: oidc-discovery-provider
              namespace: ${namespace}
            spec:
              secretName: oidc-discovery-provider-tls
              dnsNames: [${host}]
              privateKey: {algorithm: ECDSA, size: 256, rotationPolicy: Always}
              issuerRef:
                name: oidc-discovery-provider
                kind: Issuer
            """);
  }
}
