package io.spiffeaws.render.kubernetes;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The parts of [InjectionPolicy] in CEL: the sidecar, its volume, and what the pod's containers
/// get. All are those of [WorkloadManifest], except the names of the volumes, which do not clash
/// with a pod's own, and the mode of the token: no group is given to all volumes of the pod, so
/// without one the token is readable by all users of the containers that mount it.
final class InjectionPatch {
  private static final List<String> VARIABLES =
      List.of("AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME");
  private static final List<String> REGION = List.of("AWS_REGION", "AWS_DEFAULT_REGION");

  private InjectionPatch() {}

  /// A map of the variables; an empty one is not added.
  static String environment(Optional<String> region) {
    return """
    {
      "AWS_WEB_IDENTITY_TOKEN_FILE": "/var/run/secrets/spiffe-aws/jwt/token",
      "AWS_ROLE_ARN": variables.workload.role,
      "AWS_ROLE_SESSION_NAME": variables.workload.role == "" ? "" : variables.workload.session,
    %s}
    """
        .formatted(
            region
                .map(AdmissionTable::text)
                .map(text ->
                    REGION.stream()
                        .map(name -> "  \"%s\": %s,\n".formatted(name, text))
                        .collect(Collectors.joining()))
                .orElse(""));
  }

  static String socketVolume(SocketMount mount) {
    return switch (mount) {
      case csi -> "csi: Object.spec.volumes.csi{driver: \"csi.spiffe.io\", readOnly: true}\n";
      case hostpath ->
          "hostPath: Object.spec.volumes.hostPath{path: %s, type: \"Directory\"}\n"
              .formatted(AdmissionTable.text(SocketMount.NODE_DIRECTORY));
    };
  }

  static String sidecar(Images images) {
    return SIDECAR
        .replace("$IMAGE", AdmissionTable.text(images.of("spiffe-aws")))
        .replace("$SOCKET", AdmissionTable.text("unix://" + SocketMount.podPath()))
        .replace("$DIRECTORY", AdmissionTable.text(SocketMount.POD_DIRECTORY));
  }

  /// The operations on the containers of a list of the pod. What a container has already is not
  /// added. The indexes stay valid, since the sidecar is added last.
  ///
  /// @param list `containers` or `initContainers`
  static String ofContainers(String list, Optional<String> region) {
    return Stream.concat(VARIABLES.stream(), region.stream().flatMap(_ -> REGION.stream()))
        .map(name -> VARIABLE.replace("$NAME", name))
        .collect(Collectors.joining("", MOUNT, ""))
        .replaceFirst(" \\+\\n$", "\n")
        .replace("$LIST", list);
  }

  private static final String MOUNT =
      """
      variables.$LIST.transformList(i, c, c.name != variables.workload.sidecar && !has(c.env),
        JSONPatch{op: "add", path: "/spec/$LIST/" + string(i) + "/env", value: []}) +
      variables.$LIST.transformList(i, c, c.name != variables.workload.sidecar && !has(c.volumeMounts),
        JSONPatch{op: "add", path: "/spec/$LIST/" + string(i) + "/volumeMounts", value: []}) +
      variables.$LIST.transformList(i, c, c.name != variables.workload.sidecar &&
          !c.?volumeMounts.orValue([]).exists(m, m.mountPath == "/var/run/secrets/spiffe-aws"),
        JSONPatch{op: "add", path: "/spec/$LIST/" + string(i) + "/volumeMounts/-",
          value: Object.spec.$LIST.volumeMounts{
            name: "spiffe-aws-token", mountPath: "/var/run/secrets/spiffe-aws", readOnly: true}}) +
      """;

  private static final String VARIABLE =
      """
      variables.$LIST.transformList(i, c, c.name != variables.workload.sidecar &&
          variables.environment.$NAME != "" && !c.?env.orValue([]).exists(e, e.name == "$NAME"),
        JSONPatch{op: "add", path: "/spec/$LIST/" + string(i) + "/env/-",
          value: Object.spec.$LIST.env{name: "$NAME", value: variables.environment.$NAME}}) +
      """;

  private static final String SIDECAR =
      """
      name: variables.workload.sidecar,
      image: $IMAGE,
      restartPolicy: "Always",
      args: ["jwt", "watch", "--spiffe-id", variables.workload.id, "--audience", variables.workload.audience,
        "--out", "/var/run/secrets/spiffe-aws/jwt/token", "--create-dirs",
        "--mode", object.spec.?securityContext.?fsGroup.hasValue() ? "0640" : "0644", "--wait", "2m"],
      env: [Object.spec.initContainers.env{name: "SPIFFE_ENDPOINT_SOCKET", value: $SOCKET}],
      startupProbe: Object.spec.initContainers.startupProbe{
        exec: Object.spec.initContainers.startupProbe.exec{
          command: ["spiffe-aws", "jwt", "inspect", "@/var/run/secrets/spiffe-aws/jwt/token"]},
        periodSeconds: 2,
        failureThreshold: 90},
      resources: Object.spec.initContainers.resources{
        requests: {"cpu": "10m", "memory": "32Mi"},
        limits: {"memory": "128Mi"}},
      securityContext: Object.spec.initContainers.securityContext{
        runAsNonRoot: true,
        runAsUser: 65532,
        runAsGroup: 65532,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: Object.spec.initContainers.securityContext.capabilities{drop: ["ALL"]},
        seccompProfile: Object.spec.initContainers.securityContext.seccompProfile{type: "RuntimeDefault"}},
      volumeMounts: [
        Object.spec.initContainers.volumeMounts{name: "spiffe-aws-agent", mountPath: $DIRECTORY, readOnly: true},
        Object.spec.initContainers.volumeMounts{name: "spiffe-aws-token", mountPath: "/var/run/secrets/spiffe-aws"}]
      """;
}
