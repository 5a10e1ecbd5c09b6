package io.spiffeaws.render.kubernetes;

import io.spiffeaws.render.RenderedFile;
import io.spiffeaws.yaml.YamlScalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The manifests of a workload whose program gets AWS credentials through the environment variables
/// that every AWS SDK reads: its ServiceAccount, and a Deployment with a sidecar. The sidecar
/// refreshes a token, or serves credentials of IAM Roles Anywhere.
///
/// @param name of the Deployment
/// @param namespace of both
/// @param account its service account; `default` is not created
/// @param labels of its pods in addition to their name
/// @param sidecar name of the container that calls the agent
/// @param image of the program
/// @param runs what the sidecar runs
/// @param region the AWS region; if empty, the program's own setting applies
record WorkloadManifest(
    String name,
    String namespace,
    String account,
    Map<String, String> labels,
    String sidecar,
    String image,
    PodSidecar runs,
    Optional<String> region) {
  private static final String NAME_LABEL = "app.kubernetes.io/name";

  public WorkloadManifest {
    labels = Map.copyOf(labels);
  }

  public RenderedFile file(SocketMount mount, Images images) {
    var text =
        new Template()
            .text("name", name)
            .text("app", labels.getOrDefault(NAME_LABEL, name))
            .text("namespace", namespace)
            .text("account", account)
            .text("program", sidecar.equals(name) ? "program" : name)
            .text("sidecar", sidecar)
            .text("image", image)
            .text("helper", images.of("spiffe-aws"))
            .text("socket", "unix://" + SocketMount.podPath())
            .text("socketFolder", SocketMount.POD_DIRECTORY)
            .lines("labels", labelLines())
            .lines("ready", runs.ready())
            .lines("arguments", words(runs.arguments()))
            .lines("probe", words(runs.probe()))
            .lines("variables", runs.variables() + regionVariables() + runs.location())
            .lines("volume", mount.volume())
            .fill((account.equals("default") ? "" : ACCOUNT) + DEPLOYMENT);
    return new RenderedFile(name + ".yaml", text, head());
  }

  /// The words of a command, in quotes if they need them.
  private static String words(List<String> words) {
    return words.stream()
        .map(word -> word.matches("--[a-z-]+|[0-9]+m") ? word : YamlScalar.of(word))
        .collect(Collectors.joining(", "));
  }

  private String head() {
    return "kind: Deployment\nmetadata:\n  name: %s\n  namespace: %s\n"
        .formatted(YamlScalar.of(name), YamlScalar.of(namespace));
  }

  private String labelLines() {
    return labels.entrySet().stream()
        .filter(label -> !label.getKey().equals(NAME_LABEL))
        .sorted(Map.Entry.comparingByKey())
        .map(label -> YamlScalar.of(label.getKey()) + ": " + YamlScalar.of(label.getValue()) + "\n")
        .collect(Collectors.joining());
  }

  /// boto3 and version 1 of the AWS CLI read only `AWS_DEFAULT_REGION`, other SDKs only
  /// `AWS_REGION`.
  private String regionVariables() {
    return region
        .map(it -> variable("AWS_REGION", it) + variable("AWS_DEFAULT_REGION", it))
        .orElse("");
  }

  private static String variable(String name, String value) {
    return "- {name: %s, value: %s}\n".formatted(name, YamlScalar.of(value));
  }

  private static final String ACCOUNT =
      """
      apiVersion: v1
      kind: ServiceAccount
      metadata:
        name: ${account}
        namespace: ${namespace}
      automountServiceAccountToken: false
      ---
      """;

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: ${name}
        namespace: ${namespace}
        labels:
          app.kubernetes.io/name: ${app}
      spec:
        replicas: 1
        selector:
          matchLabels:
            app.kubernetes.io/name: ${app}
        template:
          metadata:
            labels:
              app.kubernetes.io/name: ${app}
              ${labels}
          spec:
            serviceAccountName: ${account}
            automountServiceAccountToken: false
            securityContext:
              runAsNonRoot: true
              # permits the program to read the token, whatever user it runs as
              fsGroup: 65532
              seccompProfile: {type: RuntimeDefault}
            initContainers:
              # native sidecar (Kubernetes 1.29): the program starts once ${ready} and stops first
              - name: ${sidecar}
                image: ${helper}
                restartPolicy: Always
                args: [${arguments}]
                env:
                  - {name: SPIFFE_ENDPOINT_SOCKET, value: ${socket}}
                startupProbe:
                  exec:
                    command: [${probe}]
                  periodSeconds: 2
                  timeoutSeconds: 10
                  failureThreshold: 90
                resources:
                  requests: {cpu: 10m, memory: 32Mi}
                  limits: {memory: 128Mi}
                securityContext:
                  runAsUser: 65532
                  runAsGroup: 65532
                  allowPrivilegeEscalation: false
                  readOnlyRootFilesystem: true
                  capabilities: {drop: [ALL]}
                volumeMounts:
                  - {name: spiffe-workload-api, mountPath: ${socketFolder}, readOnly: true}
                  - {name: token, mountPath: /var/run/secrets/spiffe-aws}
            containers:
              - name: ${program}
                image: ${image}
                env:
                  ${variables}
                resources:
                  requests: {cpu: 100m, memory: 128Mi}
                securityContext:
                  allowPrivilegeEscalation: false
                  capabilities: {drop: [ALL]}
                volumeMounts:
                  - {name: token, mountPath: /var/run/secrets/spiffe-aws, readOnly: true}
            volumes:
              - name: token
                emptyDir: {medium: Memory, sizeLimit: 1Mi}
              ${volume}
      """;
}
