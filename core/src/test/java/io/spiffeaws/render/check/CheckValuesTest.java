package io.spiffeaws.render.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.check.Check;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckValuesTest {
  private static final String ISSUER = "global: {spire: {jwtIssuer: https://oidc.example.org}}\n";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spire-server: {notifier: {k8sbundle: {enabled: true}}} | helm-value",
        "spire-server: {nodeAttestor: {k8sPsat: {enabled: true}}} | helm-value",
        "spire-agent: {workloadAttestors: {k8s: {skipKubeletVerification: true}}} | helm-value",
        "spire-server: {keyManager: {memory: {enabled: true}}} | keys-in-memory",
        "spire-server: {jwtSVIDSupport: false} | no-jwt-svids",
        "spiffe-oidc-discovery-provider: {ingress: {enabled: true}} | spire-certificate",
        "spiffe-oidc-discovery-provider: {insecureScheme: {enabled: true}} | helm-value"
      })
  void reportsTheValue(String values, String code) {
    assertThat(found(ISSUER + values + "\n")).containsExactly(code);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "spire-server: {keyManager: {memory: {enabled: false}}}",
        "spire-server: {jwtSVIDSupport: true, nodeAttestor: {k8sPSAT: {enabled: true}}}",
        "spiffe-oidc-discovery-provider: {ingress: {enabled: false}}",
        "spiffe-oidc-discovery-provider: {ingress: {enabled: true, tlsSecret: a}}",
        "spiffe-oidc-discovery-provider: {ingress: {enabled: true, tls: [{secretName: a}]}}",
        "spiffe-oidc-discovery-provider: {ingress: {enabled: true}, tls: {spire: {enabled: false}}}"
      })
  void acceptsTheValue(String values) {
    assertThat(found(ISSUER + values + "\n")).containsExactly("file");
  }

  @Test
  void requiresAnIssuerWithHttps() {
    assertThat(found("spire-server: {}\n")).containsExactly("jwt-issuer");
    assertThat(found("global: {spire: {jwtIssuer: 'http://a'}}\n"))
        .containsExactly("issuer-scheme");
  }

  private static List<String> found(String values) {
    return new CheckFile()
        .run(new CheckFile.Request("values.yaml", values)).stream().map(Check::name).toList();
  }
}
