package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.RenderedFile;

/// The agent's DaemonSet, with the CSI driver that mounts the agent's socket into pods.
final class AgentWorkload {
  private AgentWorkload() {}

  /// The manifest.
  ///
  /// @param conf its agent.conf
  static String yaml(ClusterSettings settings, RenderedFile conf) {
    var csi = settings.mount() == SocketMount.csi;
    return settings
        .template()
        .text("image", settings.images().of(ClusterSettings.AGENT))
        .text("sum", ConfigMap.checksum(conf))
        .text("sockets", SocketMount.NODE_DIRECTORY)
        .lines("driver", csi ? CsiDriver.containers(settings.images()) : "")
        .lines("driverVolumes", csi ? CsiDriver.volumes() : "")
        .fill(TEXT);
  }

  private static final String TEXT =
      """
      apiVersion: apps/v1
      kind: DaemonSet
      metadata:
        name: spire-agent
        namespace: ${agentNamespace}
        labels:
          app.kubernetes.io/name: spire-agent
      spec:
        selector:
          matchLabels:
            app.kubernetes.io/name: spire-agent
        template:
          metadata:
            labels:
              app.kubernetes.io/name: spire-agent
            annotations:
              spiffe-aws/configuration: ${sum}
          spec:
            serviceAccountName: spire-agent
            # the agent identifies workloads by their processes
            hostPID: true
            priorityClassName: system-node-critical
            tolerations:
              - operator: Exists
            securityContext:
              seccompProfile: {type: RuntimeDefault}
            containers:
              - name: spire-agent
                image: ${image}
                args: [-config, /run/spire/config/agent.conf]
                env:
                  - name: MY_NODE_NAME
                    valueFrom: {fieldRef: {fieldPath: status.hostIP}}
                ports:
                  - {name: healthz, containerPort: 8080}
                # the agent calls its own Workload API each minute; until it has attested, it is live but not ready
                livenessProbe:
                  httpGet: {path: /live, port: healthz}
                  periodSeconds: 20
                  timeoutSeconds: 3
                readinessProbe:
                  httpGet: {path: /ready, port: healthz}
                  periodSeconds: 5
                  timeoutSeconds: 3
                resources:
                  requests: {cpu: 50m, memory: 64Mi}
                  limits: {memory: 256Mi}
                securityContext:
                  runAsUser: 0
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
                volumeMounts:
                  - {name: config, mountPath: /run/spire/config, readOnly: true}
                  - {name: bundle, mountPath: /run/spire/bundle, readOnly: true}
                  - {name: token, mountPath: /var/run/secrets/tokens, readOnly: true}
                  - {name: data, mountPath: /run/spire/data}
                  - {name: sockets, mountPath: ${sockets}}
              ${driver}
            volumes:
              - name: config
                configMap: {name: spire-agent}
              - name: bundle
                configMap: {name: spire-bundle}
              - name: token
                projected:
                  sources:
                    - serviceAccountToken: {path: spire-agent, audience: spire-server, expirationSeconds: 7200}
              - name: data
                emptyDir: {}
              - name: sockets
                hostPath: {path: ${sockets}, type: DirectoryOrCreate}
              ${driverVolumes}
      """;
}
