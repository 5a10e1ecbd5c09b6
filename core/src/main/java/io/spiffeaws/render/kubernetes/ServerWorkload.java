package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.RenderedFile;

/// The server's Service and StatefulSet. It has one replica, since its database is a file.
final class ServerWorkload {
  private ServerWorkload() {}

  /// The manifests.
  ///
  /// @param conf its server.conf
  /// @param sidecars further containers of the pod, as items of `containers`
  /// @param volumes of those, as items of `volumes`
  static String yaml(ClusterSettings settings, RenderedFile conf, String sidecars, String volumes) {
    return settings
        .template()
        .text("image", settings.images().of(ClusterSettings.SERVER))
        .text("sum", ConfigMap.checksum(conf))
        .number("port", ClusterSettings.SERVER_PORT)
        .lines("sidecars", sidecars)
        .lines("volumes", volumes)
        .fill(TEXT);
  }

  private static final String TEXT =
      """
      apiVersion: v1
      kind: Service
      metadata:
        name: spire-server
        namespace: ${namespace}
      spec:
        selector:
          app.kubernetes.io/name: spire-server
        ports:
          - name: grpc
            port: ${port}
            targetPort: grpc
      ---
      apiVersion: apps/v1
      kind: StatefulSet
      metadata:
        name: spire-server
        namespace: ${namespace}
        labels:
          app.kubernetes.io/name: spire-server
      spec:
        replicas: 1
        serviceName: spire-server
        selector:
          matchLabels:
            app.kubernetes.io/name: spire-server
        template:
          metadata:
            labels:
              app.kubernetes.io/name: spire-server
            annotations:
              spiffe-aws/configuration: ${sum}
          spec:
            serviceAccountName: spire-server
            priorityClassName: system-cluster-critical
            securityContext:
              runAsNonRoot: true
              runAsUser: 1000
              runAsGroup: 1000
              fsGroup: 1000
              seccompProfile: {type: RuntimeDefault}
            containers:
              - name: spire-server
                image: ${image}
                args: [-config, /run/spire/config/server.conf]
                ports:
                  - {name: grpc, containerPort: ${port}}
                  - {name: healthz, containerPort: 8080}
                # the server is neither live nor ready before its API serves the trust bundle; an upgrade of the
                # database may take long
                startupProbe:
                  httpGet: {path: /ready, port: healthz}
                  periodSeconds: 2
                  timeoutSeconds: 3
                  failureThreshold: 300
                livenessProbe:
                  httpGet: {path: /live, port: healthz}
                  periodSeconds: 20
                  timeoutSeconds: 3
                readinessProbe:
                  httpGet: {path: /ready, port: healthz}
                  periodSeconds: 5
                  timeoutSeconds: 3
                resources:
                  requests: {cpu: 100m, memory: 128Mi}
                  limits: {memory: 512Mi}
                securityContext:
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
                volumeMounts:
                  - {name: config, mountPath: /run/spire/config, readOnly: true}
                  - {name: data, mountPath: /run/spire/data}
                  - {name: socket, mountPath: /tmp/spire-server/private}
                  - {name: tmp, mountPath: /tmp}
              ${sidecars}
            volumes:
              - name: config
                configMap: {name: spire-server}
              - name: socket
                emptyDir: {}
              - name: tmp
                emptyDir: {}
              ${volumes}
        volumeClaimTemplates:
          # complete with the API server's defaults, without which a second kubectl apply reports a change
          - apiVersion: v1
            kind: PersistentVolumeClaim
            metadata:
              name: data
            spec:
              accessModes: [ReadWriteOnce]
              resources:
                requests: {storage: 1Gi}
              volumeMode: Filesystem
            status: {phase: Pending}
      """;
}
