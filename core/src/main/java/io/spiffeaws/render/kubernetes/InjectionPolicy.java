package io.spiffeaws.render.kubernetes;

/// The MutatingAdmissionPolicy that adds the token sidecar to pods (KEP-3962), and its binding. It
/// uses JSON Patch, since an apply configuration may not contain `args` and other atomic lists.
///
/// A pod that brings its own sidecar is not changed: one with a container that has the sidecar's
/// name, or that mounts another volume at the token's directory.
///
/// @param name of the policy and of the binding
/// @param version of the cluster
record InjectionPolicy(
    String name,
    AdmissionTable table,
    KubernetesVersion version,
    SocketMount mount,
    Images images) {
  /// The first version that serves the API as beta.
  static final KubernetesVersion BETA = new KubernetesVersion(34);

  private static final KubernetesVersion STABLE = new KubernetesVersion(36);

  String yaml() {
    var beta = version.compareTo(STABLE) < 0;
    return new Template()
        .text("api", "admissionregistration.k8s.io/" + (beta ? "v1beta1" : "v1"))
        .text("name", name)
        .texts("namespaces", table.namespaces())
        .lines("table", table.variables())
        .lines("environment", InjectionPatch.environment(table.region()))
        .lines("volume", InjectionPatch.socketVolume(mount))
        .lines("sidecar", InjectionPatch.sidecar(images))
        .lines("containers", InjectionPatch.ofContainers("containers", table.region()))
        .lines("initContainers", InjectionPatch.ofContainers("initContainers", table.region()))
        .fill(TEXT);
  }

  private static final String TEXT =
      """
      # gives pods the token sidecar, its volumes, and the variables that every AWS SDK reads
      apiVersion: ${api}
      kind: MutatingAdmissionPolicy
      metadata:
        name: ${name}
        labels:
          app.kubernetes.io/managed-by: spiffe-aws
      spec:
        failurePolicy: Fail
        # also for containers that another policy adds; what is already there is not added again
        reinvocationPolicy: IfNeeded
        matchConstraints:
          namespaceSelector:
            matchExpressions:
              - {key: kubernetes.io/metadata.name, operator: In, values: [${namespaces}]}
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE], scope: "*"}
        matchConditions:
          - name: linux
            expression: object.spec.?os.?name.orValue("linux") != "windows" && object.spec.?nodeSelector[?"kubernetes.io/os"].orValue("linux") != "windows"
          # the kubelet's own copy of a static pod cannot be changed
          - name: no-mirror-pod
            expression: '!("kubernetes.io/config.mirror" in object.metadata.?annotations.orValue({}))'
          - name: not-excluded
            expression: object.metadata.?annotations[?"spiffe-aws/inject"].orValue("true") != "false"
        variables:
          ${table}
          - name: workload
            expression: 'variables.matching.size() > 0 ? variables.matching[0] : {"sidecar": "", "role": ""}'
          - name: containers
            expression: object.spec.?containers.orValue([])
          - name: initContainers
            expression: object.spec.?initContainers.orValue([])
          - name: volumes
            expression: object.spec.?volumes.orValue([])
          - name: injected
            expression: |-
              variables.initContainers.exists(c, c.name == variables.workload.sidecar &&
                c.?volumeMounts.orValue([]).exists(m, m.name == "spiffe-aws-token"))
          - name: own
            expression: |-
              (variables.containers + variables.initContainers).exists(c,
                c.name == variables.workload.sidecar && !variables.injected ||
                c.?volumeMounts.orValue([]).exists(m,
                  m.mountPath == "/var/run/secrets/spiffe-aws" && m.name != "spiffe-aws-token"))
          - name: environment
            expression: |-
              ${environment}
          - name: applies
            expression: variables.matching.size() > 0 && !variables.own
        mutations:
          - patchType: JSONPatch
            jsonPatch:
              expression: |-
                !variables.applies ? [] :
                (has(object.spec.volumes) ? [] : [JSONPatch{op: "add", path: "/spec/volumes", value: []}]) +
                (variables.volumes.exists(v, v.name == "spiffe-aws-token") ? [] : [
                  JSONPatch{op: "add", path: "/spec/volumes/-", value: Object.spec.volumes{
                    name: "spiffe-aws-token",
                    emptyDir: Object.spec.volumes.emptyDir{medium: "Memory", sizeLimit: "1Mi"}
                  }}]) +
                (variables.volumes.exists(v, v.name == "spiffe-aws-agent") ? [] : [
                  JSONPatch{op: "add", path: "/spec/volumes/-", value: Object.spec.volumes{
                    name: "spiffe-aws-agent",
                    ${volume}
                  }}])
          - patchType: JSONPatch
            jsonPatch:
              expression: |-
                !variables.applies ? [] :
                ${containers}
          - patchType: JSONPatch
            jsonPatch:
              expression: |-
                !variables.applies ? [] :
                ${initContainers}
          # first of the init containers, so that the others find a token too
          - patchType: JSONPatch
            jsonPatch:
              expression: |-
                !variables.applies || variables.injected ? [] :
                (has(object.spec.initContainers) ? [] : [JSONPatch{op: "add", path: "/spec/initContainers", value: []}]) +
                [JSONPatch{op: "add", path: "/spec/initContainers/0", value: Object.spec.initContainers{
                  ${sidecar}
                }}]
      ---
      apiVersion: ${api}
      kind: MutatingAdmissionPolicyBinding
      metadata:
        name: ${name}
        labels:
          app.kubernetes.io/managed-by: spiffe-aws
      spec:
        policyName: ${name}
      """;
}
