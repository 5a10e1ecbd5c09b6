package io.spiffeaws.render.kubernetes;

import io.spiffeaws.chain.manifest.Workload;
import io.spiffeaws.oidc.IssuerUrl;
import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.render.conf.IssuerLocation;
import io.spiffeaws.render.conf.KeyType;
import io.spiffeaws.spiffe.SpiffeId;
import io.spiffeaws.spire.EntryKey;
import io.spiffeaws.spire.EntrySettings;
import io.spiffeaws.spire.NodeAlias;
import io.spiffeaws.spire.Selector;
import io.spiffeaws.yaml.YamlScalar;
import java.util.List;
import java.util.Optional;

/// Renders values for the chart `spire` of spiffe/helm-charts-hardened, so that it installs what a
/// chain needs: the issuer, its ingress, and the chain's workloads as identities. The facts are
/// those of chart version [#CHART].
public final class RenderHelmValues {
  /// The chart version that the values were tested with.
  public static final String CHART = "0.30.0";

  /// The chart's namespace for agents, with its recommended settings.
  private static final String AGENT_NAMESPACE = "spire-system";

  /// The values to render.
  ///
  /// @param className of the controller manager; if empty, the chart derives it from the release
  /// @param clusterIssuer of cert-manager, which writes the ingress's Secret; if empty, the Secret
  ///   must exist
  /// @param certificateName name of the Secret with the certificate of the issuer's host
  public record Request(
      String trustDomain,
      IssuerUrl issuer,
      String cluster,
      List<Workload> workloads,
      KeyType keyType,
      Optional<String> className,
      String ingressClass,
      String certificateName,
      Optional<String> clusterIssuer) {
    public Request {
      workloads = List.copyOf(workloads);
    }
  }

  /// The rendered file.
  ///
  /// @param notes what the chart cannot express, a line for each
  public record Rendered(RenderedFile file, List<String> notes) {
    public Rendered {
      notes = List.copyOf(notes);
    }
  }

  public Rendered run(Request request) {
    var identities =
        new Identities(false, Optional.empty())
            .add(nodes(request), EntrySettings.DEFAULT)
            .add(request.workloads());
    var issuer = IssuerLocation.of(request.issuer());
    var text =
        new Template()
            .text("trustDomain", request.trustDomain())
            .text("cluster", request.cluster())
            .text("issuer", request.issuer().text())
            .text("keyType", request.keyType().word())
            .lines("class", line("className", request.className()))
            .lines("identities", identities.helmValues())
            .text("host", issuer.host())
            .lines(
                "prefix",
                line("serverPathPrefix", Optional.of(issuer.path()).filter(it -> !it.isEmpty())))
            .text("discovery", issuer.discoveryPath())
            .text("keys", issuer.keysPath())
            .text("ingressClass", request.ingressClass())
            .text("secret", request.certificateName())
            .lines("annotations", annotations(request.clusterIssuer()))
            .fill(TEXT);
    return new Rendered(new RenderedFile("values.yaml", text), identities.notes());
  }

  /// The ID that all nodes of the cluster share, as `render kubernetes` defines it.
  private static EntryKey nodes(Request request) {
    return new EntryKey(
        new SpiffeId(request.trustDomain(), "/k8s/" + request.cluster() + "/node"),
        NodeAlias.server(request.trustDomain()),
        List.of(
            new Selector("k8s_psat", "cluster:" + request.cluster()),
            new Selector("k8s_psat", "agent_ns:" + AGENT_NAMESPACE)));
  }

  private static String line(String name, Optional<String> value) {
    return value.map(text -> name + ": " + YamlScalar.of(text) + "\n").orElse("");
  }

  private static String annotations(Optional<String> clusterIssuer) {
    return clusterIssuer
        .map(name ->
            "annotations:\n  cert-manager.io/cluster-issuer: %s\n".formatted(YamlScalar.of(name)))
        .orElse("");
  }

  private static final String TEXT =
      "# Values for the chart spire of spiffe/helm-charts-hardened, tested with version "
          + CHART
          + """

          global:
            spire:
              clusterName: ${cluster}
              trustDomain: ${trustDomain}
              # exactly the iss of tokens, for which the OIDC provider in IAM is created
              jwtIssuer: ${issuer}
              caSubject: {country: US, organization: SPIFFE, commonName: ${trustDomain}}
              recommendations: {enabled: true}
              namespaces: {create: true}
          spire-server:
            # also the key that signs tokens: the chart has no jwt_key_type
            caKeyType: ${keyType}
            # with keys in memory, the server signs after each restart with keys that are not published yet
            keyManager:
              disk: {enabled: true}
              memory: {enabled: false}
            bundlePublisher:
              k8sConfigMap: {enabled: true}
            controllerManager:
              enabled: true
              ${class}
              # entries with other prefixes, such as those of spiffe-aws apply, are not changed
              addEntryIDPrefix: true
              entryIDPrefixCleanup: false
              identities:
                ${identities}
          spiffe-oidc-discovery-provider:
            enabled: true
            replicaCount: 2
            config:
              # some readers of the keys require it
              setKeyUse: true
              ${prefix}
            # the ingress terminates TLS with a certificate of a public CA; AWS does not accept one of SPIRE
            tls:
              spire: {enabled: false}
            ingress:
              enabled: true
              className: ${ingressClass}
              ${annotations}
              # the discovery document and the keys, and nothing else
              hosts:
                - host: ${host}
                  paths:
                    - {path: ${discovery}, pathType: Exact}
                    - {path: ${keys}, pathType: Exact}
              tls:
                - hosts: [${host}]
                  secretName: ${secret}
          """;
}
