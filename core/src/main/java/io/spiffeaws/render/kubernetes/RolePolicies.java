package io.spiffeaws.render.kubernetes;

import java.util.List;

/// The ValidatingAdmissionPolicies that reject pods which name a role that the chain does not give
/// them, and their bindings. They find mistakes early; what denies access is the trust policy of
/// the role. A value of `envFrom`, of a file or of an argument cannot be checked.
///
/// @param name of the first policy
/// @param allNamespaces of the chain
record RolePolicies(
    String name, AdmissionTable table, List<String> allNamespaces, RoleViolation violation) {
  /// The policy for the namespaces of the table: their pods may only name roles that the chain
  /// gives them.
  String inside() {
    return template(name)
        .texts("namespaces", table.namespaces())
        .lines("table", table.variables())
        .fill(INSIDE + BINDING);
  }

  /// The policy for other namespaces: their pods may not name a role of the table.
  String outside() {
    return template(name + "-elsewhere")
        .texts("namespaces", allNamespaces)
        .lines("roles", AdmissionTable.texts(table.roles()) + "\n")
        .fill(OUTSIDE + BINDING);
  }

  private Template template(String name) {
    return new Template()
        .text("name", name)
        .lines("actions", "validationActions: " + violation.actions() + "\n");
  }

  private static final String HEAD =
      """
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicy
      metadata:
        name: ${name}
        labels:
          app.kubernetes.io/managed-by: spiffe-aws
      spec:
        failurePolicy: Fail
        matchConstraints:
          namespaceSelector:
            matchExpressions:
              - {key: kubernetes.io/metadata.name, operator: OPERATOR, values: [${namespaces}]}
          resourceRules:
            - {apiGroups: [""], apiVersions: [v1], resources: [pods], operations: [CREATE], scope: "*"}
            - {apiGroups: [""], apiVersions: [v1], resources: [pods/ephemeralcontainers], operations: [UPDATE], scope: "*"}
        variables:
          - name: named
            expression: |-
              (object.spec.?containers.orValue([]) + object.spec.?initContainers.orValue([]) +
                object.spec.?ephemeralContainers.orValue([]))
                .filter(c, c.?env.orValue([]).exists(e, e.name == "AWS_ROLE_ARN"))
      """;

  private static final String INSIDE =
      "# rejects pods in the chain's namespaces that name a role which the chain does not give them\n"
          + HEAD.replace("OPERATOR", "In")
          + """
              ${table}
              - name: roles
                expression: variables.matching.map(w, w.role).filter(r, r != "")
              # a value from a ConfigMap, a Secret or a field is not known here
              - name: rejected
                expression: |-
                  variables.named.filter(c, c.env.exists(e, e.name == "AWS_ROLE_ARN" &&
                    (has(e.valueFrom) || e.?value.orValue("") != "" &&
                      !variables.roles.exists(r, r == e.value || r.endsWith("/" + e.value)))))
            validations:
              - expression: variables.rejected.size() == 0
                reason: Forbidden
                messageExpression: |-
                  "AWS_ROLE_ARN of container \\"" + variables.rejected[0].name + "\\" is not a role that the chain gives to service account " +
                  request.namespace + "/" + variables.account + "; " +
                  (variables.roles.size() > 0 ? "it gives " + variables.roles.join(", ") : "it gives none")
          """;

  private static final String OUTSIDE =
      "# rejects pods in other namespaces that name a role of the chain\n"
          + HEAD.replace("OPERATOR", "NotIn")
          + """
              - name: roles
                expression: |-
                  ${roles}
              - name: rejected
                expression: variables.named.filter(c, c.env.exists(e, e.name == "AWS_ROLE_ARN" && e.?value.orValue("") in variables.roles))
            validations:
              - expression: variables.rejected.size() == 0
                reason: Forbidden
                messageExpression: |-
                  "AWS_ROLE_ARN of container \\"" + variables.rejected[0].name + "\\" is a role that the chain does not give to namespace " + request.namespace
          """;

  private static final String BINDING =
      """
      ---
      apiVersion: admissionregistration.k8s.io/v1
      kind: ValidatingAdmissionPolicyBinding
      metadata:
        name: ${name}
        labels:
          app.kubernetes.io/managed-by: spiffe-aws
      spec:
        policyName: ${name}
        ${actions}
      """;
}
