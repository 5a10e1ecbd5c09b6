package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.render.conf.IssuerLocation;

/// The OIDC discovery provider's service account, Deployment and Service.
final class ProviderWorkload {
  private ProviderWorkload() {}

  /// The manifests.
  ///
  /// @param conf its oidc-discovery-provider.conf
  static String yaml(ClusterSettings settings, RenderedFile conf) {
    var own = settings.exposure() instanceof Exposure.OwnAcme;
    return settings
        .template()
        .text("image", settings.images().of(ClusterSettings.PROVIDER))
        .text("sum", ConfigMap.checksum(conf))
        .text("socketFolder", SocketMount.POD_DIRECTORY)
        .lines("volume", settings.mount().volume())
        .number("replicas", own ? 1 : 2)
        .lines("strategy", own ? RECREATE : "")
        .text("portName", own ? "https" : "http")
        .number("port", own ? 443 : 8080)
        .number("servicePort", own ? 443 : 80)
        .text("serviceType", own ? "LoadBalancer" : "ClusterIP")
        .lines("liveness", own ? TLS_LIVENESS : liveness(settings))
        .lines("budget", own ? "" : budget(settings))
        .lines("spread", own ? "" : SPREAD)
        .lines("sysctls", own ? SYSCTLS : "")
        .lines(
            "cacheMount",
            own ? "- {name: acme, mountPath: " + ClusterSettings.ACME_CACHE + "}\n" : "")
        .lines("cacheVolume", own ? CACHE_VOLUME : "")
        .lines("claim", own ? claim(settings) : "")
        .fill(TEXT);
  }

  /// The default strategy is not written: the API server completes it, and kubectl then reports a
  /// change each time the file is applied.
  private static final String RECREATE = "strategy: {type: Recreate}\n";

  private static final String SYSCTLS =
      """
      # permits port 443 without root
      sysctls:
        - {name: net.ipv4.ip_unprivileged_port_start, value: "0"}
      """;

  /// The pod's own port without TLS.
  private static String liveness(ClusterSettings settings) {
    var issuer = IssuerLocation.of(settings.issuer());
    return new Template()
        .text("discovery", issuer.discoveryPath())
        .text("host", issuer.host())
        .fill(
            """
            # the document needs no keys: a restart would lose the last ones and cannot restart the agent
            livenessProbe:
              httpGet:
                path: ${discovery}
                port: http
                httpHeaders:
                  - {name: Host, value: ${host}}
              timeoutSeconds: 3
            """);
  }

  /// Probes send no server name, without which the provider finds no certificate.
  private static final String TLS_LIVENESS =
      """
      # a restart would lose the last keys and cannot restart the agent
      livenessProbe:
        tcpSocket: {port: https}
        timeoutSeconds: 3
      """;

  private static String budget(ClusterSettings settings) {
    return settings
        .template()
        .fill(
            """
            ---
            apiVersion: policy/v1
            kind: PodDisruptionBudget
            metadata:
              name: oidc-discovery-provider
              namespace: ${namespace}
            spec:
              maxUnavailable: 1
              # a pod that is not ready must not block the drain of its node
              unhealthyPodEvictionPolicy: AlwaysAllow
              selector:
                matchLabels:
                  app.kubernetes.io/name: oidc-discovery-provider
            """);
  }

  private static final String SPREAD =
      """
      # on different nodes, if there are several
      topologySpreadConstraints:
        - maxSkew: 1
          topologyKey: kubernetes.io/hostname
          whenUnsatisfiable: ScheduleAnyway
          labelSelector:
            matchLabels:
              app.kubernetes.io/name: oidc-discovery-provider
      """;

  private static final String CACHE_VOLUME =
      """
      - name: acme
        persistentVolumeClaim: {claimName: oidc-discovery-provider-acme}
      """;

  private static String claim(ClusterSettings settings) {
    return settings
        .template()
        .fill(
            """
            ---
            # keeps certificates across pods: ACME services limit their number per week
            apiVersion: v1
            kind: PersistentVolumeClaim
            metadata:
              name: oidc-discovery-provider-acme
              namespace: ${namespace}
            spec:
              accessModes: [ReadWriteOnce]
              resources:
                requests: {storage: 16Mi}
            """);
  }

  private static final String TEXT =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: oidc-discovery-provider
        namespace: ${namespace}
      automountServiceAccountToken: false
      ---
      apiVersion: v1
      kind: Service
      metadata:
        name: oidc-discovery-provider
        namespace: ${namespace}
      spec:
        type: ${serviceType}
        selector:
          app.kubernetes.io/name: oidc-discovery-provider
        ports:
          - name: ${portName}
            port: ${servicePort}
            targetPort: ${portName}
      ${claim}
      ${budget}
      ---
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: oidc-discovery-provider
        namespace: ${namespace}
        labels:
          app.kubernetes.io/name: oidc-discovery-provider
      spec:
        replicas: ${replicas}
        ${strategy}
        selector:
          matchLabels:
            app.kubernetes.io/name: oidc-discovery-provider
        template:
          metadata:
            labels:
              app.kubernetes.io/name: oidc-discovery-provider
            annotations:
              spiffe-aws/configuration: ${sum}
          spec:
            serviceAccountName: oidc-discovery-provider
            priorityClassName: system-cluster-critical
            ${spread}
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
              runAsGroup: 1000
              fsGroup: 1000
              seccompProfile: {type: RuntimeDefault}
              ${sysctls}
            containers:
              - name: oidc-discovery-provider
                image: ${image}
                args: [-config, /run/spire/config/oidc-discovery-provider.conf]
                ports:
                  - {name: ${portName}, containerPort: ${port}}
                  - {name: healthz, containerPort: 8008}
                ${liveness}
                # not ready if the agent has provided no keys for three minutes
                readinessProbe:
                  httpGet: {path: /ready, port: healthz}
                  periodSeconds: 5
                  timeoutSeconds: 3
                resources:
                  requests: {cpu: 10m, memory: 32Mi}
                  limits: {memory: 128Mi}
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
                volumeMounts:
                  - {name: config, mountPath: /run/spire/config, readOnly: true}
                  - {name: spiffe-workload-api, mountPath: ${socketFolder}, readOnly: true}
                  ${cacheMount}
            volumes:
              - name: config
                configMap: {name: oidc-discovery-provider}
              ${volume}
              ${cacheVolume}
      """;
}
