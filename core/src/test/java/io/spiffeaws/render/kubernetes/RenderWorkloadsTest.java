package io.spiffeaws.render.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spiffeaws.chain.manifest.Manifest;
import io.spiffeaws.chain.manifest.ManifestReader;
import io.spiffeaws.problem.ProblemException;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.rolesanywhere.RolesAnywhereTarget;
import io.spiffeaws.rolesanywhere.arn.RolesAnywhereArn;
import io.spiffeaws.spiffe.SpiffeId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderWorkloadsTest {
  private static final Manifest CHAIN =
      new ManifestReader(
              "chain.yaml",
              path -> {
                throw new AssertionError(path);
              })
          .read(
              """
              trust_domain: example.org
              issuer: https://oidc.example.org
              workloads:
                - id: /ns/prod/app
                  parent_id: /node
                  selectors: ["k8s:ns:prod", "k8s:sa:app"]
                  role: {name: app}
                - id: /ns/test/app
                  parent_id: /node
                  selectors: ["k8s:ns:test", "k8s:sa:app"]
                - id: /ns/prod/a
                  parent_id: /node
                  selectors: ["k8s:ns:prod", "k8s:sa:app", "k8s:pod-label:a:b"]
                - id: /ns/prod/a
                  parent_id: /node
                  selectors: ["k8s:ns:prod", "k8s:sa:app", "k8s:pod-label:a:c"]
                - id: /ns/prod-a
                  parent_id: /node
                  selectors: ["k8s:ns:prod", "k8s:sa:app", "k8s:pod-label:a:d"]
              """);

  @ParameterizedTest
  @CsvSource({
    "eu-west-1, arn:aws:iam::123456789012:role/app",
    "cn-north-1, arn:aws-cn:iam::123456789012:role/app",
    "us-gov-west-1, arn:aws-us-gov:iam::123456789012:role/app"
  })
  void aRoleIsInThePartitionOfTheRegion(String region, String arn) {
    assertThat(files(Optional.of("123456789012"), Optional.of(region)).getFirst().text())
        .contains(arn);
  }

  @Test
  void rejectsInvalidAccountsAndRegions() {
    assertThatThrownBy(() -> files(Optional.of("prod"), Optional.empty()))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("account");
    assertThatThrownBy(() -> files(Optional.of("123456789012"), Optional.of("a b")))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("region");
  }

  @Test
  void namesDoNotDependOnTheSelection() {
    assertThat(names())
        .containsExactly(
            "app.yaml", "test-app.yaml", "prod-app.yaml", "ns-prod-a.yaml", "ns-prod-a-2.yaml");
    assertThat(names("spiffe://example.org/ns/test/app")).containsExactly("test-app.yaml");
  }

  /// By default, Kubernetes ends a probe after a second, in which a JVM may not start.
  @Test
  void theStartupProbeHasTimeForAJvm() {
    assertThat(files(Optional.of("123456789012"), Optional.empty()).getFirst().text())
        .containsPattern("startupProbe:\n *exec:\n.*\n *periodSeconds: 2\n *timeoutSeconds: 10\n");
  }

  @Test
  void aRoleWithoutTokensGetsCredentialsThatAreServed() {
    var text = anywhere("roles_anywhere", Optional.of(TARGET)).getFirst().text();
    assertThat(text)
        .contains("args: [creds, serve, --spiffe-id, ")
        .contains(TARGET.anchor().toString())
        .contains("value: \"http://127.0.0.1:9911/app\"}")
        .contains("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")
        .contains("{name: AWS_REGION, value: eu-west-1}")
        .contains("drop: [ALL]")
        .doesNotContain("AWS_WEB_IDENTITY_TOKEN_FILE")
        .doesNotContain("AWS_ROLE_ARN");
  }

  @Test
  void aRoleWithBothWaysGetsAToken() {
    assertThat(anywhere("web_identity, roles_anywhere", Optional.of(TARGET)).getFirst().text())
        .contains("AWS_WEB_IDENTITY_TOKEN_FILE")
        .doesNotContain("creds");
  }

  @Test
  void aRoleWithoutTokensRequiresTheTrustAnchor() {
    assertThatThrownBy(() -> anywhere("roles_anywhere", Optional.empty()))
        .hasMessage(
            "the trust anchor for spiffe://example.org/app is unknown, and its role accepts no tokens");
  }

  private static final RolesAnywhereTarget TARGET =
      new RolesAnywhereTarget(
          RolesAnywhereArn.parse(
              "arn:aws:rolesanywhere:eu-west-1:123456789012:trust-anchor/a",
              RolesAnywhereArn.Type.TRUST_ANCHOR),
          RolesAnywhereArn.parse(
              "arn:aws:rolesanywhere:eu-west-1:123456789012:profile/b",
              RolesAnywhereArn.Type.PROFILE));

  private static List<RenderedFile> anywhere(String ways, Optional<RolesAnywhereTarget> target) {
    var chain =
        new ManifestReader("chain.yaml", _ -> "")
            .read(
                """
                trust_domain: example.org
                issuer: https://oidc.example.org
                roles_anywhere: {anchor: a, profile: b}
                workloads:
                  - {id: /app, parent_id: /node, selectors: ["k8s:ns:prod", "k8s:sa:app"], role: {name: app, ways: [%s]}}
                """
                    .formatted(ways));
    return new RenderWorkloads()
        .run(
            new RenderWorkloads.Request(
                chain,
                List.of(),
                "registry.example.org/app:1.0",
                Optional.of("123456789012"),
                Optional.empty(),
                target,
                SocketMount.csi,
                Images.with(List.of())));
  }

  private static List<String> names(String... ids) {
    return files(Optional.of("123456789012"), Optional.empty(), ids).stream()
        .map(RenderedFile::name)
        .toList();
  }

  private static List<RenderedFile> files(
      Optional<String> account, Optional<String> region, String... ids) {
    return new RenderWorkloads()
        .run(
            new RenderWorkloads.Request(
                CHAIN,
                Stream.of(ids).map(SpiffeId::parse).toList(),
                "registry.example.org/app:1.0",
                account,
                region,
                Optional.empty(),
                SocketMount.csi,
                Images.with(List.of())));
  }
}
