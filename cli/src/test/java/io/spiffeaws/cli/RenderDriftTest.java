package io.spiffeaws.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.spiffeaws.cli.console.Console;
import io.spiffeaws.cli.golden.GoldenDirectory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// The output of `render` is checked in, so that every change of it is reviewed. Tests with the
/// real programs check that these accept it.
class RenderDriftTest {
  private static final String CHAIN =
      """
      trust_domain: example.org
      issuer: https://oidc.example.org
      provider: {audiences: [sts.amazonaws.com, other]}
      defaults: {parent_id: /k8s/demo/node}
      workloads:
        - id: /ns/prod/app/reports
          selectors: ["k8s:ns:prod", "k8s:sa:reports"]
          jwt_svid_ttl: 5m
          role: {name: prod-reports, s3: ["reports/2026:read-write"]}
        - id: /ns/prod/app/web
          selectors: ["k8s:ns:prod", "k8s:sa:web", "k8s:pod-label:app:web", "k8s:container-name:web"]
          x509_svid_ttl: 2h
          hint: web
          role: {name: prod-web, audience: other}
        - id: /host/backup
          parent_id: /host
          selectors: ["unix:uid:1000"]
      """;

  private static final Pattern QUANTITY =
      Pattern.compile("\\b(?:cpu|memory|storage|pods|sizeLimit): ([\"\\d][^,}\\s]*)");

  private static final Map<String, String> COMMANDS =
      Map.ofEntries(
          Map.entry("server.conf", "spire-server"),
          Map.entry("server-cluster.conf", "spire-server --cluster demo --kube-config /etc/kube"),
          Map.entry("agent.conf", "spire-agent --server-address spire.example.org:443"),
          Map.entry("oidc-socket.conf", "oidc-provider"),
          Map.entry(
              "oidc-plain.conf", "oidc-provider --listen :8080 --workload-api /run/agent.sock"),
          Map.entry(
              "oidc-acme.conf", "oidc-provider --acme-email a@example.org --acme-accept-terms"),
          Map.entry("oidc-certificate.conf", "oidc-provider --cert tls.crt --key tls.key"),
          Map.entry("kubernetes.yaml", "kubernetes --cluster demo -q"),
          Map.entry(
              "kubernetes-manager.yaml",
              "kubernetes --cluster demo --controller-manager --expose contour --acme-email"
                  + " a@example.org"),
          Map.entry(
              "kubernetes-acme.yaml",
              "kubernetes --agent-socket hostpath --verify-kubelet --expose acme --acme-email"
                  + " a@example.org --acme-accept-terms -q"),
          Map.entry(
              "admission.yaml",
              "admission --account 123456789012 --region us-east-1 --image"
                  + " spiffe-aws=registry.example.org/spiffe-aws:0.1.0"),
          Map.entry(
              "admission-beta.yaml",
              "admission --account 123456789012 --for 1.34 --agent-socket hostpath --other-roles"
                  + " warn"),
          Map.entry(
              "helm-values.yaml",
              "helm-values --cluster demo --cluster-issuer letsencrypt --class-name spire-mgmt-spire"),
          Map.entry("identities.yaml", "controller-manager"),
          Map.entry("identities-static.yaml", "controller-manager --static"),
          Map.entry(
              "workload.yaml",
              "workload --program registry.example.org/app:1.0 --account 123456789012 --region"
                  + " us-east-1"));

  @Test
  void everyFileIsAsReviewed() {
    var files = new HashMap<String, String>();
    COMMANDS.forEach((file, command) -> files.put(file, rendered(command)));
    GoldenDirectory.of("src/test/resources/golden/render", ".*").holdsJust(files);
  }

  /// Otherwise each `kubectl apply` reports the resource as configured.
  @Test
  void quantitiesAndPortsAreWrittenAsTheApiServerReturnsThem() {
    COMMANDS.values().stream()
        .filter(command -> command.startsWith("kubernetes") || command.startsWith("workload"))
        .map(RenderDriftTest::rendered)
        .forEach(manifests -> {
          assertThat(QUANTITY.matcher(manifests).results().map(it -> it.group(1)))
              .isNotEmpty()
              .allMatch(it -> it.matches("[1-9]\\d{0,2}(m|k|Mi|Gi)?"));
          assertThat(manifests).doesNotContainPattern("- \\{port: [^,}]*}");
        });
  }

  /// The sidecar has the version of the program that renders it.
  @Test
  void theImageOfTheSidecarIsOfThisVersion() {
    var version = Version.read().number();
    assertThat(rendered("workload --program a:1 --account 123456789012"))
        .contains("image: \"spiffe-aws:" + version + "\"");
  }

  private static String rendered(String command) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var in = new ByteArrayInputStream(CHAIN.getBytes(StandardCharsets.UTF_8));
    var console = new Console(in, out, err, false, false, 100, Map.of(), Path.of("/"));
    var arguments = ("render " + command + " -f -").split(" ");
    assertThat(new Application(console, Clock.systemUTC(), _ -> {}).run(arguments))
        .as(err.toString(StandardCharsets.UTF_8))
        .isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
