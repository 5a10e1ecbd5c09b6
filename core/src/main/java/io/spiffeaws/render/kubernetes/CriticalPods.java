package io.spiffeaws.render.kubernetes;

/// The ResourceQuota without which some clusters (GKE) permit system-critical priority classes only
/// in `kube-system`. Its limit is higher than any cluster needs.
final class CriticalPods {
  private CriticalPods() {}

  /// The manifest.
  ///
  /// @param priorityClass of the pods
  static String yaml(String namespace, String priorityClass) {
    return new Template()
        .text("namespace", namespace)
        .text("class", priorityClass)
        .fill(
            """
            # some clusters permit this priority class only in namespaces with such a quota
            apiVersion: v1
            kind: ResourceQuota
            metadata:
              name: critical-pods
              namespace: ${namespace}
            spec:
              hard: {pods: 100k}
              scopeSelector:
                matchExpressions:
                  - {scopeName: PriorityClass, operator: In, values: [${class}]}
            """);
  }
}
